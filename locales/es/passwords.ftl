check-passwords = Contraseñas de las cuentas oficiales
check-passwords-about = Mira qué se concluyó la última vez que usted pasó las contraseñas de las cuentas oficiales por custodia passwords: si son fuertes y si se parecen entre sí.
check-passwords-blind = No puede ver las contraseñas: solo sabe lo que usted escribió ese día. Ni cuántas cuentas hay en realidad, ni si una contraseña cambió después o ya se filtró.

passwords-never = Las contraseñas de las cuentas oficiales todavía no se han revisado.
passwords-unreadable = Lo que se guardó de la última revisión no se puede leer.
passwords-in-the-future = La revisión lleva una fecha que aún no llega ({ $day }): un reloj estaba mal, y no cuenta.
passwords-expired = Las contraseñas se revisaron el { $day }; esa revisión venció el { $until }.
passwords-judged-lower = Las contraseñas se revisaron el { $day } con menos exigencia de la que pide la regla.
passwords-weak = En la revisión del { $day }, al menos una contraseña era débil.
passwords-too-alike = En la revisión del { $day }, al menos dos contraseñas se parecían.
passwords-weak-and-alike = En la revisión del { $day }, al menos una contraseña era débil y al menos dos se parecían.
passwords-strong-and-unlike = Las { $accounts } contraseñas revisadas el { $day } son fuertes y distintas entre sí; vigente hasta el { $until }.
passwords-one-strong = La contraseña revisada el { $day } es fuerte; vigente hasta el { $until }.
passwords-no-accounts = El { $day } usted declaró que no tiene a su cargo ninguna cuenta oficial.

remedy-passwords-look-at-them =
    1. Tenga a mano las contraseñas de las cuentas oficiales a su cargo.
    2. Abra una terminal y escriba: custodia passwords
    3. Escríbalas una por una: no se ven, no se guardan y no salen de este equipo.
remedy-passwords-change-them =
    1. Cambie en cada servicio las contraseñas débiles o parecidas: deje que un gestor de contraseñas haga una distinta y larga para cada cuenta.
    2. Después revíselas de nuevo: custodia passwords

source-password-prompt = lo que se concluyó al escribir las contraseñas

fact-passwords-looked-at = Se revisaron alguna vez
fact-passwords-strong = Todas son fuertes
fact-passwords-alike = Hay parecidas
fact-passwords-accounts = Contraseñas revisadas
fact-passwords-judged-by-score = Puntaje mínimo con que se revisaron
fact-passwords-judged-by-length = Largo mínimo con que se revisaron
fact-passwords-checked-on = Revisadas el
fact-passwords-looked-on = Día de la revisión del equipo

# Lo que pregunta custodia passwords
passwords-preface = Escriba una por una las contraseñas de las cuentas oficiales a su cargo. No se ven, no se guardan y no salen de este equipo: solo se guarda si son fuertes y si se parecen. Intro sin escribir nada termina.
passwords-ask = Contraseña { $number }:
passwords-too-long = Es demasiado larga para revisarla (más de { $limit } caracteres). Pase a la siguiente.
passwords-is-strong = Contraseña { $number }: fuerte
passwords-is-short = Contraseña { $number }: débil, tiene menos de { $length } caracteres
passwords-is-guessable = Contraseña { $number }: débil, se adivina con pocos intentos
passwords-are-alike = Las contraseñas { $number } y { $other } se parecen
passwords-fine = Todo en orden. Se guardó solo este resultado, con la fecha de hoy.
passwords-to-change = Cambie las débiles y las que se parecen, y revíselas de nuevo. Se guardó solo este resultado, con la fecha de hoy.
passwords-nothing-typed = No se escribió ninguna contraseña; no se guardó nada.
passwords-none-kept = Declarado: no tiene a su cargo ninguna cuenta oficial.
