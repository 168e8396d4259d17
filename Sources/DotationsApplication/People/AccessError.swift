public import DotationAccounts

/// Why somebody is not let in, or may not do something; nothing was done. It holds nothing that was typed, and nobody's name or address.
public enum AccessError: Error, Sendable, Hashable {
    /// What a role does not allow.
    case denied(Permission, to: Role)
    /// The client, the person, the password or the code is wrong, or the person may not sign in: one answer to all.
    case refused
    /// The session has ended, or there is none.
    case signedOut
    /// The password that somebody who has signed in gave as theirs is not.
    case passwordWrong
    /// Too many attempts have failed: the next one is looked at after so many seconds.
    case tooEarly(seconds: Int)
    /// Somebody was sent so many e-mails of a kind that the next one is sent after so many seconds.
    case mailedTooOften(seconds: Int)
    /// So many sign in at once that this one has to come again.
    case busy
    /// No password can be hashed or compared just now.
    case unavailable
    /// A code is not the authenticator's, or was used already.
    case codeWrong
    /// A name is empty or too long.
    case nameInvalid
    /// The client demands a second factor of everybody.
    case factorDemanded

    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case denied = "access.denied"
        case refused = "access.refused"
        case signedOut = "access.signed-out"
        case passwordWrong = "access.password-wrong"
        case tooEarly = "access.too-early"
        case mailedTooOften = "access.mailed-too-often"
        case busy = "access.busy"
        case unavailable = "access.unavailable"
        case codeWrong = "access.code-wrong"
        case nameInvalid = "access.name-invalid"
        case factorDemanded = "access.factor-demanded"
    }

    /// What is wrong, by a name that programs can rely on.
    public var code: Code {
        switch self {
        case .denied: .denied
        case .refused: .refused
        case .signedOut: .signedOut
        case .passwordWrong: .passwordWrong
        case .tooEarly: .tooEarly
        case .mailedTooOften: .mailedTooOften
        case .busy: .busy
        case .unavailable: .unavailable
        case .codeWrong: .codeWrong
        case .nameInvalid: .nameInvalid
        case .factorDemanded: .factorDemanded
        }
    }

    /// Whether something was compared and found wrong, which counts as a failed attempt.
    var isFailedAttempt: Bool { [.refused, .passwordWrong].contains(self) }

    /// Why a password was neither hashed nor compared.
    init(_ error: PasswordHashError) { self = error == .busy ? .busy : .unavailable }
}

extension AccessError: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument { ErrorDocument(code.rawValue, frenchMessage) }
}

extension PasswordRefusal: ReportedError {
    /// The error for people and programs.
    public var document: ErrorDocument { ErrorDocument(code.rawValue, message) }
}
