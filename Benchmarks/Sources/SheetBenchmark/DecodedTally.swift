import Spreadsheet
import SpreadsheetCoding

/// Every row of a file's first sheet as a value of a type, found by the titles: the sum of the numbers, and the lengths of the texts.
struct DecodedTally {
    /// A dotation, as the sheets of the benchmark have them.
    private struct Dotation: Decodable {
        var id: Int
        var matricule: String
        var lastName: String
        var firstName: String
        var email: String
        var mobile: String
        var amount: Double
        var status: String

        enum CodingKeys: String, CodingKey {
            case id = "Identifiant dotation"
            case matricule = "Matricule"
            case lastName = "Nom"
            case firstName = "Prénom"
            case email = "Adresse Mail"
            case mobile = "Téléphone"
            case amount = "Montant"
            case status = "Statut dotation"
        }
    }

    private var rows = 0
    private var sum = 0.0
    private var bytes = 0

    init(path: String) throws {
        var reader = try SheetFile(path: path).values(of: Dotation.self)
        while let dotation = try reader.next() {
            rows += 1
            sum += Double(dotation.id) + dotation.amount
            bytes += dotation.matricule.utf8.count + dotation.lastName.utf8.count + dotation.firstName.utf8.count
            bytes += dotation.email.utf8.count + dotation.mobile.utf8.count + dotation.status.utf8.count
        }
    }

    var description: String { "\(rows) rows, numbers of \(sum), texts of \(bytes) bytes" }
}
