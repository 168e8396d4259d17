import DotationsApplication

/// Why the command itself does not do what it was asked; nothing was changed.
struct CommandError: Error {
    enum Code: String, CaseIterable {
        case orderMismatch = "order.mismatch"
        case planChanged = "plan.changed"
        case confirmationNeeded = "confirmation.needed"
        case confirmationNumber = "confirmation.number"
        case confirmationDeclined = "confirmation.declined"
        case nothingToDo = "nothing-to-do"
        case fileExists = "file.exists"
        case fileSame = "file.same"
        case samplesMissing = "samples.missing"
        case passwordExposed = "password.exposed"
        case passwordUnreadable = "password.unreadable"
        case passwordUnwritable = "password.unwritable"
        case passwordsDiffer = "password.differs"
    }

    let code: Code
    let message: String
    /// The file that it is about, where it is about one.
    var file: String?

    init(_ code: Code, _ message: String, file: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
    }
}

extension CommandError: ReportedError {
    var document: ErrorDocument {
        ErrorDocument(code.rawValue, message, at: file)
    }
}
