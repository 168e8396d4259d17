public import DotationStore

extension Purge {
    /// What is emptied, for an administrator.
    public var french: String {
        [
            changes.counted("modification"), mails.counted("e-mail"), documents.counted("justificatif"), people.counted("bénéficiaire"),
            sales.counted("vente"), files.counted("nom de fichier", "noms de fichiers"),
        ].joined(separator: ", ")
    }
}
