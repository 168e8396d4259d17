/// What holds for whoever writes to a table, or follows from it: a trigger, which each engine has in its own words.
///
/// What it says is SQL that both engines know: `IS DISTINCT FROM` and not `IS NOT`, `= 1` where a number stands for a truth, `CASE` where a truth
/// is to be counted.
struct Rule {
    /// What a rule does where its condition holds.
    enum Action {
        /// Refuses what was to be written, for this reason.
        case refuse(String)
        /// Runs statements.
        case run(String)
    }

    /// That the client of a row was not erased, with whom everything goes.
    static let clientIsThere = "(SELECT erased_at FROM clients WHERE id = OLD.client) IS NULL"

    let name: String
    /// When it is asked: `BEFORE DELETE ON store`.
    let event: String
    /// When it does something; nil where that is always.
    let condition: String?
    let action: Action
    /// What PostgreSQL runs in place of `run`, once for all rows that a statement has added or changed: the tables `earlier` and `later` have these. There a row
    /// that is changed time and again within a transaction costs more each time.
    let forAllRows: String?
    /// Whether all that it refuses is `INSERT OR REPLACE`, which SQLite alone has: a key refuses the same everywhere else.
    let isAgainstReplacing: Bool

    init(_ name: String, _ event: String, when condition: String? = nil, refuse reason: String, isAgainstReplacing: Bool = false) {
        self.name = name
        self.event = event
        self.condition = condition
        self.isAgainstReplacing = isAgainstReplacing
        forAllRows = nil
        action = .refuse(reason)
    }

    init(_ name: String, _ event: String, when condition: String? = nil, run statements: String, forAllRows: String? = nil) {
        self.name = name
        self.event = event
        self.condition = condition
        isAgainstReplacing = false
        self.forAllRows = forAllRows
        action = .run(statements)
    }

    /// The table that it is about.
    var table: Substring { event.split(separator: " ").last ?? "" }

    /// The trigger, as SQLite makes it.
    var sqlite: String {
        let action =
            switch action {
            case .refuse(let reason): "SELECT RAISE(ABORT, '\(reason)');"
            case .run(let statements): statements
            }
        return "CREATE TRIGGER \(name) \(event)\n\(condition.map { "WHEN \($0)\n" } ?? "")BEGIN \(action) END;\n"
    }
}
