extension Int {
    /// What sends so many e-mails, which wait in the outbox.
    var sendingAdvice: String { "Pour \(self < 2 ? "l’" : "les ")envoyer : dotations jobs send" }
}
