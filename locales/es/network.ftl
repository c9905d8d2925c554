check-network = Red
check-network-about = Mira si las conexiones en uso son privadas: qué tipo de enlace lleva el tráfico, cómo está protegido y si una VPN lo cubre todo.
check-network-blind = No puede ver si un cable llega a una red pública, si el punto de acceso Wi-Fi es de quien dice ser, ni dónde termina la VPN. Si nada mira si hay páginas de registro (portales cautivos), tampoco las ve.

network-nothing-connected = El equipo no está conectado a ninguna red.
network-captive-portal = Esta red pide pasar por una página de acceso (portal cautivo): es una red pública.
network-private = La conexión en uso es privada ({ $class }).
network-vpn-carries-all = Una VPN lleva todo el tráfico.
network-class-not-allowed = Hay una conexión en uso que no se considera privada ({ $class }).
network-not-approved = Esta conexión ({ $class }) no es de una red aprobada por la institución.
network-approval-unclear = No se pudo saber si la red en uso es una de las aprobadas.
network-class-unclear = No se pudo saber qué tipo de conexión lleva el tráfico.
network-vpn-route-unclear = La conexión no es privada por sí misma y no se pudo saber si la VPN lleva todo el tráfico.
network-links-unreadable = No se pudieron leer las conexiones de este equipo.
network-connectivity-unreadable = No se pudo leer si esta red tiene una página de acceso (portal cautivo).
network-vpn-leak-ipv6 = La VPN lleva el tráfico IPv4, pero el tráfico IPv6 sale por fuera de ella.
network-vpn-leak-ipv4 = La VPN lleva el tráfico IPv6, pero el tráfico IPv4 sale por fuera de ella.
network-vpn-not-default = Hay una VPN activa, pero el tráfico general sale por fuera de ella.
network-weaker-allowed = El punto de acceso también admite una protección más débil ({ $class }).
network-server-not-verified = Esta conexión entrega sus credenciales sin comprobar a qué servidor se las da.
network-zone-too-open = El cortafuegos deja entrar todo por una conexión que no es privada.
network-portal-not-checked = Nadie comprobó si esta red tiene una página de acceso (portal cautivo).

remedy-network-leave-portal =
    1. { step-open-networks } y desconéctese de esta red: iniciar sesión en su página de acceso no la vuelve privada.
    2. Conéctese a los datos móviles de su teléfono o a una red Wi-Fi de confianza con contraseña.
remedy-network-use-private =
    1. { step-open-networks } y cambie a los datos móviles de su teléfono o a una red Wi-Fi de confianza con contraseña (WPA2 o WPA3).
    2. Si no hay otra red, conecte la VPN de la institución antes de trabajar.
    3. Si la red Wi-Fi es la de su casa, active WPA2 o WPA3 en el módem o pida ayuda a su proveedor.
remedy-network-use-approved =
    1. { step-open-networks } y conéctese a una red aprobada por la institución, o a los datos móviles de su teléfono.
    2. Si no hay otra red, conecte la VPN de la institución antes de trabajar.
    3. Si esta red debería estar aprobada, pídalo a quien administra la política.
remedy-network-vpn-for-everything =
    1. { step-open-vpn }. Si su VPN tiene un programa propio, abra ese.
    2. { step-vpn-for-everything }.
    3. Si no encuentra la opción, pida ayuda a quien administra la VPN. Mientras tanto, use los datos móviles.
remedy-network-verify-server =
    1. { step-open-network-security }.
    2. Elija el certificado (CA) de la institución y escriba el nombre (dominio) de su servidor.
    3. Si no los tiene, pídalos a quien administra la red.

word-wired = cable de red
word-wired-802-1x = cable de red con autenticación 802.1X
word-wifi-open = Wi-Fi abierto
word-wifi-owe = Wi-Fi abierto con cifrado (OWE)
word-wifi-wep = Wi-Fi con WEP
word-wifi-wpa-tkip = Wi-Fi con WPA antiguo (TKIP)
word-wifi-wpa2-personal = Wi-Fi con contraseña (WPA2)
word-wifi-wpa3-personal = Wi-Fi con contraseña (WPA3)
word-wifi-enterprise = Wi-Fi institucional (802.1X)
word-cellular = datos móviles
word-bluetooth-tether = teléfono por Bluetooth
word-usb-tether = teléfono por cable USB
word-network-manager = NetworkManager
word-connman = ConnMan
word-iwd = iwd
word-systemd-networkd = systemd-networkd
word-wpa-supplicant = wpa_supplicant
word-no-network-manager = ninguno
word-connectivity-unknown = nadie lo comprobó
word-connectivity-none = sin conexión
word-connectivity-portal = portal cautivo
word-connectivity-limited = red sin internet
word-connectivity-full = con internet
word-metered-unknown = no se sabe
word-metered-yes = sí
word-metered-no = no
word-metered-guess-yes = probablemente sí
word-metered-guess-no = probablemente no
word-route-none = no se usa
word-route-direct = directa, fuera de una VPN
word-route-vpn = por la VPN
word-dns-over-tls-no = sin cifrar
word-dns-over-tls-opportunistic = cifrados si el servidor lo admite
word-dns-over-tls-yes = siempre cifrados
word-zone-block = rechaza lo que llega (block)
word-zone-dmz = zona desmilitarizada (dmz)
word-zone-drop = descarta lo que llega (drop)
word-zone-external = exterior (external)
word-zone-home = casa (home)
word-zone-internal = interior (internal)
word-zone-public = lugares públicos (public)
word-zone-trusted = deja entrar todo (trusted)
word-zone-work = trabajo (work)
word-zone-other = otra zona

source-network-manager = NetworkManager
source-iwd = iwd
source-wpa-supplicant = wpa_supplicant
source-connman = ConnMan
source-nl80211 = conexiones Wi-Fi del sistema (nl80211)
source-network-name = identidad de la red en uso
source-systemd-resolved = systemd-resolved
source-firewalld = firewalld
source-ufw-settings = configuración de ufw
source-network-interfaces = interfaces de red del sistema
source-routing-tables = tablas de rutas del sistema

fact-network-manager = Administrador de conexiones
fact-network-connected = Conectado
fact-network-connectivity = Acceso a internet
fact-network-metered = Conexión de pago por volumen
fact-network-ipv4-default-route = Ruta general de IPv4
fact-network-ipv6-default-route = Ruta general de IPv6
fact-network-vpn-up = VPN activa
fact-network-dns-over-tls = Consultas de nombres (DNS)
fact-network-ufw-enabled = Cortafuegos ufw activado
fact-network-link-firewall-zone = Zona del cortafuegos
fact-network-link-class = Tipo de conexión
fact-network-link-judged = Se toma en cuenta
fact-network-link-weakest-allowed = Protección más débil que admite
fact-network-link-server-verified = Comprueba el servidor
fact-network-link-approved = Red aprobada
fact-network-link-connectivity = Acceso a internet por esta conexión
