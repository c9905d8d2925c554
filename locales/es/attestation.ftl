check-attestation = Declaración
check-attestation-about = Declaración.
check-attestation-blind = Declaración.
