/// What has become of the e-mails of an import that is taken back.
struct UndoneMails {
    let mails: [Dotation.ID: OperationMail]

    /// The e-mail of a dotation, where it has not left.
    func unsent(_ id: Dotation.ID) -> UnsentMail? { if case .unsent(let mail)? = mails[id] { mail } else { nil } }
}
