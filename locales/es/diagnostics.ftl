# What is wrong with a policy file; the code after `diagnostic-` is the one in custodia_core::policy.

diagnostic-too-large = el archivo supera { $limit } bytes
    .hint = una política es un texto corto: ¿es este el archivo?
diagnostic-syntax = no es TOML válido: { $message }
    .hint = revise comillas, signos igual y corchetes en ese lugar
diagnostic-format = el formato { $format } es de una versión posterior de Custodia
    .hint = actualice Custodia, o use format = 1
diagnostic-identifier = un identificador lleva minúsculas, cifras y guiones simples, 64 como máximo
    .hint = por ejemplo: sala-de-prensa
diagnostic-no-rules = la política no tiene ninguna regla
    .hint = agregue una tabla, por ejemplo [rule.screen-lock]
diagnostic-unknown-check = no existe la comprobación { $name }
    .hint = las hay: { $known }
diagnostic-unknown-key = no existe la clave { $name }
    .hint = aquí sirven: { $known }
diagnostic-unknown-word = { $name } no es uno de los valores posibles
    .hint = los hay: { $known }
diagnostic-missing-key = falta la clave { $name }
    .hint = agréguela en esta tabla
diagnostic-no-platforms = la regla no es para ningún sistema
    .hint = quite la clave platforms para que valga en todos
diagnostic-empty-list = la lista está vacía: nada la cumple
    .hint = quite la clave para usar el valor por defecto
diagnostic-empty = el texto está vacío
    .hint = escriba el texto, o quite la clave si no es obligatoria
diagnostic-repeated = este valor ya está en la lista
    .hint = quite el repetido
diagnostic-duration = no es una duración
    .hint = un número y una unidad: 90s, 5m, 8h o 30d
diagnostic-network-id = no es el identificador de una red
    .hint = los hace, en la red que se aprueba: custodia policy network-id
diagnostic-network-salts = los identificadores tienen más de { $limit } sales distintas, y cada una cuesta tiempo en cada comprobación
    .hint = hágalos con la misma sal: custodia policy network-id --policy ARCHIVO
diagnostic-no-networks = la lista no aprueba ninguna red
    .hint = quite la clave para que valgan todas las de una clase permitida
diagnostic-date = no es una fecha
    .hint = año, mes y día: 2026-11-21
diagnostic-out-of-range = el valor debe estar entre { $min } y { $max }
    .hint = fuera de esos límites la regla no tendría sentido
diagnostic-type = se esperaba { $expected ->
        [table] una tabla
        [string] un texto entre comillas
        [array] una lista
        [integer] un número entero
        [boolean] true o false
        [duration] una duración entre comillas
       *[other] otro tipo de valor
    } y hay { $found ->
        [table] una tabla
        [string] un texto
        [array] una lista
        [integer] un número entero
        [float] un número con decimales
        [boolean] true o false
        [datetime] una fecha
       *[other] otra cosa
    }
    .hint = { $expected ->
        [duration] por ejemplo: "5m"
        [table] por ejemplo: {"{"} es = "…", en = "…" {"}"}
       *[other] vea: custodia policy schema
    }
diagnostic-suggestion = ¿quiso decir { $suggestion }?
diagnostic-control = no es el identificador de un control
    .hint = dos letras mayúsculas, un guion y un número, como en "CM-7"
diagnostic-domain = no es un dominio
diagnostic-digest = no es un resumen SHA-256, escrito sha256: y 64 cifras hexadecimales en minúsculas
    .hint = en minúsculas y sin arroba, como en "prensa.example"
diagnostic-version = no es una versión
    .hint = números separados por puntos, como en "6.2.0"
diagnostic-waiver-expired = la excepción terminó el { $expires } y ya no vale
    .hint = quítela, o haga que la aprueben de nuevo
diagnostic-waiver-ends-soon = la excepción termina antes de { $limit } días, el { $expires }
    .hint = cumpla la regla para entonces, o haga que la aprueben de nuevo
diagnostic-waiver-too-long = la excepción dura más de { $limit } días, hasta el { $expires }
    .hint = una excepción es por un tiempo: ponga un día en que alguien la revise
diagnostic-waiver-no-rule = la excepción no corresponde a ninguna regla: no hay { $name } en esta política
    .hint = escriba el nombre de la regla, sin el de la política: rule = "screen-lock"
diagnostic-waiver-no-platform = la excepción no corresponde a nada: la regla no es para ninguno de sus sistemas
    .hint = quite la clave platforms para que valga en todos
