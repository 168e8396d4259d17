public import DotationMail
public import DotationStore

/// What makes the messages of each client's jobs: links and Message-IDs come from a secret of the client's.
public struct ClientMessages: Sendable {
    private let settings: MessageSettings
    private let templates: MessageTemplates
    private let store: MailStore

    /// Reads the templates and checks them.
    ///
    /// - Throws: ``DotationMail/MailError`` that names the template and the line.
    public init(_ settings: MessageSettings, of store: MailStore) throws(MailError) {
        self.settings = settings
        templates = try MessageTemplates(folder: settings.templates)
        self.store = store
    }

    /// What makes the messages of a client's jobs.
    public func of(_ client: Client.ID) -> JobMessages { JobMessages(settings, templates, secret: store.secret(of: client)) }
}
