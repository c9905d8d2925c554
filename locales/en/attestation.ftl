check-attestation = Declaration
check-attestation-about = Declaration.
check-attestation-blind = Declaration.
