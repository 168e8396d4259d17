import ArgumentParser
import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// `dotations events show`: an event, what it has sold, and who may take part.
struct EventsShowCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Montre un événement : description, tarif, sessions, places vendues, bénéficiaires qui peuvent participer.",
        discussion: """
            Une personne peut participer quand ses justificatifs remplissent tous les critères : aujourd’hui, ou le dernier jour des \
            inscriptions si elles sont fermées, ou le premier si elles sont à venir.
            """)

    @Argument(help: ArgumentHelp("Le nom de l’événement ; la casse, les accents et les espaces ne comptent pas.", valueName: "nom"))
    var name: String

    @Flag(help: "Liste chaque bénéficiaire : peut-il participer, et sinon pourquoi.")
    var people = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let ledger = try store.open().salesLedger()
        let event = try ledger.events.event(named: name)
        let today = try store.today
        let day = event.registration.map { min(max(today, $0.first), $0.last) } ?? today
        let eligibility = ledger.roster.people.values.sorted { $0.matricule < $1.matricule }.map {
            Eligibility(person: $0, refusals: event.refusals(for: ledger.documents(of: $0.matricule), on: day))
        }
        let eligible = eligibility.count { $0.refusals.isEmpty }
        var fields = event.fields(in: ledger, today: today)
        fields += [
            ("day", .string(day.description)), ("beneficiaries", .integer(eligibility.count)), ("eligible", .integer(eligible)),
            ("people", people ? .array(eligibility.map(\.json)) : nil),
        ]
        try ResultWriter.write(
            .object(fields), ResultWriter.lines(lines(event, ledger, day, eligibility, eligible)), asJSON: isJSON)
    }

    private func lines(
        _ event: SaleEvent, _ ledger: SalesLedger, _ day: CalendarDate, _ eligibility: [Eligibility], _ eligible: Int
    ) -> [String] {
        var lines = event.lines(in: ledger)
        lines.insert(contentsOf: event.details, at: 1)
        let places = event.sessions.filter { $0.dates != nil || !$0.address.isEmpty }.map { session in
            [VisibleText.of(session.name, limit: 50), session.dates?.french ?? "", VisibleText.of(session.address)]
        }
        if !places.isEmpty {
            lines += ["", "Dates et adresses"] + Table(rows: [["Session", "Dates", "Adresse"]] + places, numbersFrom: .max).lines + [""]
        }
        lines.append(
            "Bénéficiaires : \(eligibility.count.grouped), dont \(eligible.grouped) avec les justificatifs voulus le \(day.french)")
        guard people else { return lines }
        lines.append("")
        let rows = eligibility.map { [$0.person.matricule, $0.person.fullName, $0.refusals.isEmpty ? "oui" : "non", $0.french] }
        return lines
            + Table(
                rows: [["Matricule", "Bénéficiaire", "Peut participer", ""]] + rows.map { $0.map { VisibleText.of($0, limit: 120) } },
                numbersFrom: .max
            ).lines
    }

    private struct Eligibility {
        let person: Beneficiary
        let refusals: [SaleRefusal]

        var french: String { refusals.map { "\($0.message) [\($0.code.rawValue)]" }.joined(separator: " ") }

        var json: JSON {
            .object([
                ("matricule", .string(person.matricule)), ("nom", .string(person.lastName)), ("prenom", .string(person.firstName)),
                ("eligible", .boolean(refusals.isEmpty)),
                (
                    "reasons",
                    .array(
                        refusals.map {
                            .object([
                                ("code", .string($0.code.rawValue)), ("message", .string($0.message)), ("advice", .string($0.advice)),
                            ])
                        })
                ),
            ])
        }
    }
}

extension Beneficiary {
    /// The names, the last one first.
    var fullName: String { [lastName, firstName].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension [SaleEvent] {
    /// The event of a name.
    func event(named name: String) throws -> SaleEvent {
        if let event = first(where: { $0.id == SaleEvent.ID(name: name) }) { return event }
        let names = prefix(20).map { "« \(VisibleText.of($0.name)) »" }.joined(separator: ", ")
        throw CommandError(
            .eventUnknown,
            "Aucun événement ne s’appelle « \(VisibleText.of(name)) »."
                + (names.isEmpty ? " Chargez-en un avec « dotations events load »." : " Événements : \(names)."))
    }
}

extension SaleEvent {
    /// What is known of the event beside its rules: its description, its images, and since when it is withdrawn.
    fileprivate var details: [String] {
        var lines: [String] = []
        if !description.isEmpty {
            let paragraphs = description.split(whereSeparator: \.isNewline).map { VisibleText.of(String($0), limit: 1_000) }
            lines += paragraphs.count < 2 ? ["Description : " + paragraphs.joined()] : ["Description :"] + paragraphs.map { "  " + $0 }
        }
        if !images.isEmpty { lines.append("Images : " + images.map { VisibleText.of($0) }.joined(separator: ", ")) }
        if let withdrawn {
            lines.append("Retiré le \(withdrawn.french) : plus rien ne s’y vend. « dotations events load » le remettrait en vente.")
        }
        return lines
    }

    /// The event for the screen: its criteria, its maximum, its sessions.
    func lines(in ledger: SalesLedger?) -> [String] {
        var lines = ["Événement « \(VisibleText.of(name)) »"]
        lines.append(
            criteria.isEmpty
                ? "Public : tous les bénéficiaires, sans critère" : "Public : " + criteria.map(\.french).joined(separator: " ; "))
        let sold = ledger.map { ", \($0.sold(in: id).counted("vendu"))" } ?? ""
        lines.append("Maximum de participations : " + (maximum.map { $0.grouped } ?? "sans limite") + sold)
        var titles = ["Session", "Inscriptions", "Chéquier", "Prix", "Part du CSE", "Places par personne", "Plafond"]
        if ledger != nil { titles += ["Vendus", "Reste"] }
        let rows = sessions.map { session in
            var row = [
                VisibleText.of(session.name, limit: 50), session.registration.french, session.faceValue.description,
                session.price.description, session.councilShare.description, session.placesPerBeneficiary.grouped,
                session.cap?.grouped ?? "sans",
            ]
            if let ledger {
                let sold = ledger.sold(in: id(of: session))
                let left = [session.cap.map { $0 - sold }, maximum.map { $0 - ledger.sold(in: id) }].compactMap(\.self).min()
                row += [sold.grouped, left.map { $0.grouped } ?? "sans limite"]
            }
            return row
        }
        return lines + Table(rows: [titles] + rows, numbersFrom: 2).lines
    }
}
