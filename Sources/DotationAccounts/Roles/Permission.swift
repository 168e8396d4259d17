/// What somebody may do for a client.
public enum Permission: String, Sendable, CaseIterable {
    /// See orders, dotations, e-mails, events, sales and the history.
    case view
    /// Take data out in a file: sheets, ANCV Connect exports, refused rows.
    case export
    /// See the documents that people handed in for a sale.
    case viewDocuments
    /// Correct dotations, sell, and whatever else changes orders, events and sales.
    case change
    /// Import sheets, and take imports back.
    case `import`
    /// Send e-mails, again or in bulk, cancel them, and see their text, as its link lets in.
    case send
    /// See who works for the client, invite people, change their roles and end their access.
    case managePeople
    /// Change the settings of the client, and empty personal values whose time is over.
    case changeSettings
}
