import ArgumentParser
import DotationSales
import Dotations
import DotationsApplication

struct EventsShowCommand: StoreCommand {
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

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().event(name, namesPeople: people)
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: EventDetails) -> [String] {
        let event = result.event
        var lines = event.lines(result.counts)
        lines.insert(contentsOf: event.details, at: 1)
        let places = event.sessions.filter { $0.dates != nil || !$0.address.isEmpty }.map { session in
            [VisibleText.of(session.name, limit: 50), session.dates?.french ?? "", VisibleText.of(session.address)]
        }
        if !places.isEmpty {
            lines += ["", "Dates et adresses"] + Table(["Session", "Dates", "Adresse"], places).lines + [""]
        }
        lines.append(
            "Bénéficiaires : \(result.peopleCount.grouped), dont \(result.eligibleCount.grouped) avec les justificatifs voulus le "
                + result.day.french)
        guard let people = result.people else { return lines }
        let rows = people.map { entry in
            let reasons = entry.reasons.map { "\($0.message) [\($0.code)]" }.joined(separator: " ")
            return [entry.beneficiary.matricule, entry.beneficiary.fullName, entry.isEligible ? "oui" : "non", reasons].map {
                VisibleText.of($0, limit: 120)
            }
        }
        return lines + [""] + Table(["Matricule", "Bénéficiaire", "Peut participer", ""], rows).lines
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

    func lines(_ counts: SoldCounts?) -> [String] {
        var lines = ["Événement « \(VisibleText.of(name)) »"]
        lines.append(
            criteria.isEmpty
                ? "Public : tous les bénéficiaires, sans critère" : "Public : " + criteria.map(\.french).joined(separator: " ; "))
        let sold = counts.map { ", \($0.sold(in: id).counted("vendu"))" } ?? ""
        lines.append("Maximum de participations : " + (maximum.map { $0.grouped } ?? "sans limite") + sold)
        var titles = ["Session", "Inscriptions", "Chéquier", "Prix", "Part du CSE", "Places par personne", "Plafond"]
        if counts != nil { titles += ["Vendus", "Reste"] }
        let rows = sessions.map { session in
            var row = [
                VisibleText.of(session.name, limit: 50), session.registration.french, session.faceValue.description,
                session.price.description, session.councilShare.description, session.placesPerBeneficiary.grouped,
                session.cap?.grouped ?? "sans",
            ]
            if let counts {
                row += [counts.sold(in: id(of: session)).grouped, counts.left(of: session, in: self)?.grouped ?? "sans limite"]
            }
            return row
        }
        return lines + Table(titles, rows, numbersFrom: 2).lines
    }
}
