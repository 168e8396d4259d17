import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations events`: what is sold, to whom, and when.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Prépare, charge, montre et retire les événements où se vendent des chèques-vacances.",
        subcommands: [
            EventsTemplateCommand.self, EventsLoadCommand.self, EventsListCommand.self, EventsShowCommand.self, EventsWithdrawCommand.self,
        ])
}

/// `dotations events template`: the workbook to fill in.
struct EventsTemplateCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Écrit le classeur à remplir pour un événement, avec un exemple.",
        discussion: "Un fichier qui existe déjà n’est pas remplacé : il est peut-être rempli.")

    @Argument(help: ArgumentHelp("Le classeur à écrire, en .xlsx.", valueName: "fichier"))
    var file: String

    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard try outputFormat(of: file) == .xlsx else { throw ValidationError("Le classeur d’un événement doit finir par .xlsx.") }
    }

    func execute() throws {
        try writeTemplate(to: file, then: "remplissez ses feuilles, puis chargez-le avec « dotations events load »", asJSON: isJSON) {
            try EventTemplate().write(toFile: file)
        }
    }
}

/// Writes a workbook that is to be filled in, unless there is a file, which may be filled in already.
func writeTemplate(to file: String, then next: String, asJSON isJSON: Bool, _ write: () throws -> Void) throws {
    guard !fileExists(file) else {
        throw CommandError(.fileExists, "le fichier existe déjà et peut être rempli. Donnez un autre nom.", file: fileName(of: file))
    }
    Interruption.note()
    try write()
    try ResultWriter.write(.object([("file", .string(file))]), "\(fileName(of: file)) : \(next).\n".visibleLine, asJSON: isJSON)
}

/// `dotations events list`: the events, and what they have sold.
struct EventsListCommand: ReportingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les événements et leurs ventes.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let ledger = try store.open().salesLedger()
        let today = try store.today
        try ResultWriter.write(
            .object([("events", .array(ledger.events.map { $0.json(in: ledger, today: today) }))]),
            ResultWriter.lines(lines(ledger, today)), asJSON: isJSON)
    }

    private func lines(_ ledger: SalesLedger, _ today: CalendarDate) -> [String] {
        guard !ledger.events.isEmpty else { return ["Aucun événement."] }
        let rows = ledger.events.map { event in
            [
                VisibleText.of(event.name, limit: 50), event.registration?.french ?? "", event.phase(on: today).french,
                event.sessions.count.grouped, ledger.sold(in: event.id).grouped, event.maximum?.grouped ?? "sans",
            ]
        }
        return Table(rows: [["Événement", "Inscriptions", "", "Sessions", "Chéquiers vendus", "Maximum"]] + rows, numbersFrom: 3).lines
    }
}

/// Where an event is in its registration.
enum SalePhase: String {
    case upcoming, open, closed, withdrawn

    var french: String {
        switch self {
        case .upcoming: "à venir"
        case .open: "ouvertes"
        case .closed: "fermées"
        case .withdrawn: "retiré"
        }
    }
}

extension SaleEvent {
    /// From the first day on which some session sells to the last.
    var registration: Period? {
        guard let first = sessions.map(\.registration.first).min(), let last = sessions.map(\.registration.last).max() else { return nil }
        return Period(first: first, last: last)
    }

    func phase(on today: CalendarDate) -> SalePhase {
        guard withdrawn == nil else { return .withdrawn }
        if sessions.contains(where: { $0.registration.contains(today) }) { return .open }
        return sessions.contains { today < $0.registration.first } ? .upcoming : .closed
    }

    /// The event for programs.
    func json(in ledger: SalesLedger, today: CalendarDate) -> JSON { .object(fields(in: ledger, today: today)) }

    func fields(in ledger: SalesLedger, today: CalendarDate) -> [(String, JSON?)] {
        [
            ("name", .string(name)), ("description", .string(description)), ("images", .array(images.map { .string($0) })),
            ("verifiesContacts", .boolean(verifiesContacts)), ("registrations", .string(phase(on: today).rawValue)),
            ("withdrawn", withdrawn.map { .string($0.description) } ?? .null), ("maximum", maximum.map { .integer($0) } ?? .null),
            ("sold", .integer(ledger.sold(in: id))),
            ("criteria", .array(criteria.map(\.json))),
            ("sessions", .array(sessions.map { $0.json(sold: ledger.sold(in: id(of: $0))) })),
        ]
    }
}

extension Criterion {
    fileprivate var json: JSON {
        func bound(_ bound: Bracket.Bound?) -> JSON {
            bound.map { .object([("cents", .integer($0.amount.cents)), ("inclusive", .boolean($0.isInclusive))]) } ?? .null
        }
        return .object([("kind", .string(kind.rawValue)), ("lower", bound(bracket.lower)), ("upper", bound(bracket.upper))])
    }

    /// As an administrator reads it.
    var french: String { kind.hasAmount ? "\(kind.label) : \(bracket.french)" : kind.label }
}

extension SaleSession {
    fileprivate func json(sold: Int) -> JSON {
        func period(_ period: Period?) -> JSON {
            period.map { .object([("first", .string($0.first.description)), ("last", .string($0.last.description))]) } ?? .null
        }
        return .object([
            ("name", .string(name)), ("faceValueCents", .integer(faceValue.cents)), ("priceCents", .integer(price.cents)),
            ("councilShareCents", .integer(councilShare.cents)), ("registration", period(registration)), ("dates", period(dates)),
            ("address", .string(address)), ("placesPerBeneficiary", .integer(placesPerBeneficiary)),
            ("cap", cap.map { .integer($0) } ?? .null), ("sold", .integer(sold)),
        ])
    }
}
