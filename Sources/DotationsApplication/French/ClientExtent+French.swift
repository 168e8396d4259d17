public import DotationStore

extension ClientExtent {
    /// How much there is, in one line.
    public var french: String {
        [
            orders.counted("commande"), dotations.counted("dotation"), events.counted("événement"), sales.counted("vente"),
            members.counted("personne"), waitingMails.counted("e-mail qui attend", "e-mails qui attendent"),
            operations.counted("opération"),
        ].joined(separator: ", ")
    }

    /// That e-mails wait which two stores would both send; nil where none does.
    public var doubleSendingWarning: String? {
        guard waitingMails > 0 else { return nil }
        return waitingMails.counted("e-mail attend", "e-mails attendent")
            + " d’être envoyé ici comme dans la base écrite : effacez le client ici avant d’envoyer là-bas, ou exportez une fois l’envoi fini."
    }
}
