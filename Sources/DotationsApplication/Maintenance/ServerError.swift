/// Why the pages are not served; nothing was changed.
public struct ServerError: ReportedError {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        /// The program that serves them is not there.
        case missing = "server.missing"
        /// Something else listens at the address.
        case addressTaken = "server.address-taken"
        /// The address is not this machine's, or not to be listened at.
        case addressUnavailable = "server.address-unavailable"
    }

    /// What is wrong.
    public let code: Code
    /// The program, or the address.
    public let subject: String

    /// What is wrong, and with which program or address.
    public init(_ code: Code, _ subject: String) {
        self.code = code
        self.subject = subject
    }

    /// The error for people and programs.
    public var document: ErrorDocument { ErrorDocument(code.rawValue, message) }

    private var message: String {
        switch code {
        case .missing:
            "Le programme « \(subject) » manque. Installez-le dans le même dossier que dotations : « swift build -c release » le construit."
        case .addressTaken:
            "Un autre programme écoute déjà à l’adresse \(subject). Arrêtez-le, ou changez de port (--port, web.listen ou web.monitoring)."
        case .addressUnavailable:
            "Il n’est pas possible d’écouter à l’adresse \(subject). Vérifiez qu’elle est de cette machine ; un port au-dessous de 1024 demande des droits."
        }
    }
}
