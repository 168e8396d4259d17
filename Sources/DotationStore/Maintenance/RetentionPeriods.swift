internal import Dotations

/// For how long values that are about a person are kept once they have served.
///
/// Journals are kept for six to twelve months (CNIL, délibération 2021-122).
public struct RetentionPeriods: Sendable, Hashable {
    /// Contacts before and after a change, which an undo and the comparison with an export need, and the names of files. In days.
    public var changes: Int
    /// Address, number and server's answer of an e-mail that was sent, given up or cancelled. In days.
    public var mails: Int
    /// Who may take part in events, and their documents, after a workbook has last named them and the events that concern them are over;
    /// and the contacts of the events' sales. In days.
    public var people: Int

    /// A year for changes and for people, 30 days for e-mails.
    public static let standard = RetentionPeriods(changes: 365, mails: 30)

    /// Periods in days.
    public init(changes: Int, mails: Int, people: Int = 365) {
        self.changes = changes
        self.mails = mails
        self.people = people
    }
}
