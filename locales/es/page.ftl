# La página de la persona.

page-title-fail = { $count ->
    [one] Hay una cosa por hacer
   *[other] Hay { $count } cosas por hacer
}
page-lead-fail = { $count ->
    [one] Abajo dice qué es y cómo se arregla, paso a paso.
   *[other] Empiece por la primera de abajo: cada una dice cómo se arregla, paso a paso.
}
page-title-unknown = No se pudo saber si todo está en orden
page-lead-unknown = { $count ->
    [one] Nada de lo que se pudo revisar está mal, pero falta saber una cosa. Abajo dice cuál y por qué.
   *[other] Nada de lo que se pudo revisar está mal, pero faltan { $count } cosas por saber. Abajo dice cuáles y por qué.
}
page-title-pass = Este equipo está en orden
page-lead-pass = No tiene que hacer nada.
page-count-fail = { $count } por hacer
page-count-unknown = { $count } sin saber
page-count-exempt = { $count } { $count ->
    [one] exenta
   *[other] exentas
}
page-count-pass = { $count } en orden
page-count-not-applicable = { $count } no { $count ->
    [one] aplica
   *[other] aplican
}
page-when-critical = Hágalo ahora mismo
page-when-high = Hágalo hoy
page-when-medium = Hágalo esta semana
page-when-low = Hágalo cuando pueda
page-to-do = Qué hacer, en este orden
page-can-do = Qué puede hacer
page-untold = Lo que no se pudo saber
page-untold-about = No se cuenta como bien ni como mal: aquí dice por qué no se pudo saber.
page-fine = Lo que está en orden
page-declared = Lo que usted declaró
page-declared-about = Ningún programa puede medirlo: vale lo que usted respondió.
page-exempt = Lo que la institución le permite por ahora
page-not-applicable = Lo que no aplica a este equipo
page-further = Ver { $count } más
page-why = Por qué se pide
page-asked-by = Lo pide
page-sent = Qué se envía a la institución
page-sent-nothing = Nada: este equipo no está inscrito en ningún servidor. Todo lo que hay en esta página se queda en su equipo.
page-sent-to = Solo lo que sigue, al servidor { $endpoint }: resultados y ajustes con palabras de una lista fija; ningún nombre, mensaje, archivo, red ni dirección. La página misma se queda en su equipo.
page-sent-show = Ver el próximo informe, letra por letra
page-sent-report = El informe
page-sent-untold = No se pudo leer si este equipo está inscrito en un servidor. Ejecute custodia status para ver qué pasa.
page-made = Revisado el { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year } a las { $time }
page-policies = Reglas con las que se revisó
page-again = Para revisar de nuevo: abra «Revisar mi equipo», o ejecute custodia check --open
page-opened = La página se abrió en su navegador.
page-no-display = Aquí no hay pantalla donde abrir la página. Abra este archivo en un navegador del equipo.
page-no-opener = No se encontró xdg-open, con el que se abre el navegador. Abra usted este archivo en su navegador.
page-not-opened = El navegador no se pudo abrir. Abra usted este archivo en su navegador.
page-sandboxed = Si su navegador (un paquete snap) no puede leer ese archivo: custodia check --format html > ~/revision.html, y abra ese; bórrelo después.
