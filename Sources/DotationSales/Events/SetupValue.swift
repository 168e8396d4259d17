public import Dotations

/// A value of a setup, as one takes another's place.
public enum SetupValue: Sendable, Hashable {
    /// A text; of several lines or names, one to a line.
    case text(String)
    /// A number; nil where nothing is limited.
    case count(Int?)
    /// An amount.
    case amount(Euros)
    /// A day; nil for none.
    case day(CalendarDate?)
    /// Days; nil for none.
    case period(Period?)
    /// The amounts that qualify; nil where nothing is asked for.
    case bracket(Bracket?)
    /// Documents of one person and kind.
    case documents([SupportingDocument])
}

/// As a history keeps values: a letter for what it is, then the value, in a form that does not change.
extension SetupValue {
    /// The value as a text.
    package var stored: String {
        switch self {
        case .text(let text): "t" + text
        case .count(let count): "n" + (count.map(String.init) ?? "")
        case .amount(let amount): "a\(amount.cents)"
        case .day(let day): "d" + (day?.description ?? "")
        case .period(let period): "p" + (period.map { "\($0.first)/\($0.last)" } ?? "")
        case .bracket(let bracket): "b" + (bracket.map { "\(Self.stored($0.lower));\(Self.stored($0.upper))" } ?? "")
        case .documents(let documents): "j" + documents.map(Self.stored).joined(separator: " ")
        }
    }

    /// Reads a text; nil for one that is no value. Of documents it gives the staff number that is known.
    package init?(stored text: String, matricule: String) {
        let rest = String(text.dropFirst())
        switch text.first {
        case "t": self = .text(rest)
        case "n" where rest.isEmpty: self = .count(nil)
        case "n":
            guard let count = Int(rest) else { return nil }
            self = .count(count)
        case "a":
            guard let cents = Int(rest) else { return nil }
            self = .amount(Euros(cents: cents))
        case "d" where rest.isEmpty: self = .day(nil)
        case "d":
            guard let day = CalendarDate(rest) else { return nil }
            self = .day(day)
        case "p" where rest.isEmpty: self = .period(nil)
        case "p":
            let days = rest.split(separator: "/").compactMap { CalendarDate(String($0)) }
            guard days.count == 2 else { return nil }
            self = .period(Period(first: days[0], last: days[1]))
        case "b" where rest.isEmpty: self = .bracket(nil)
        case "b":
            let bounds = rest.split(separator: ";", omittingEmptySubsequences: false)
            guard bounds.count == 2, let lower = Self.bound(bounds[0]), let upper = Self.bound(bounds[1]) else { return nil }
            self = .bracket(Bracket(lower: lower, upper: upper))
        case "j":
            let documents = rest.split(separator: " ").map { Self.document($0, of: matricule) }
            guard !documents.contains(nil) else { return nil }
            self = .documents(documents.compactMap(\.self))
        default: return nil
        }
    }

    private static func stored(_ bound: Bracket.Bound?) -> String {
        bound.map { ($0.isInclusive ? "=" : "") + String($0.amount.cents) } ?? ""
    }

    /// The bound that a text says, which is none where the text is empty; nil where it is neither.
    private static func bound(_ text: Substring) -> Bracket.Bound?? {
        guard !text.isEmpty else { return .some(nil) }
        let isInclusive = text.first == "="
        guard let cents = Int(isInclusive ? text.dropFirst() : text) else { return nil }
        return isInclusive ? .inclusive(Euros(cents: cents)) : .exclusive(Euros(cents: cents))
    }

    private static func stored(_ document: SupportingDocument) -> String {
        [
            document.kind.rawValue, document.amount.map { String($0.cents) } ?? "", document.status.rawValue,
            document.validUntil?.description ?? "",
        ].joined(separator: "/")
    }

    private static func document(_ text: Substring, of matricule: String) -> SupportingDocument? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let kind = SupportingDocument.Kind(rawValue: parts[0]),
            let status = SupportingDocument.Status(rawValue: parts[2])
        else { return nil }
        let (amount, end) = (Int(parts[1]), CalendarDate(parts[3]))
        guard amount != nil || parts[1].isEmpty, end != nil || parts[3].isEmpty else { return nil }
        return SupportingDocument(
            matricule: matricule, kind: kind, amount: amount.map { Euros(cents: $0) }, status: status, validUntil: end)
    }
}
