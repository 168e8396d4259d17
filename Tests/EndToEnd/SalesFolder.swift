import DotationSales
import DotationSheets
import Dotations
import Foundation
import Spreadsheet

extension Folder {
    /// A folder with the sample files of sales, and a store that has their events.
    static func withEvents() throws -> Folder {
        let folder = try Folder()
        for name in try FileManager.default.contentsOfDirectory(atPath: sample("ventes").path) {
            try FileManager.default.copyItem(at: sample("ventes").appendingPathComponent(name), to: folder.url(name))
        }
        try folder.done(["events", "load", "trois_tranches.xlsx", "--yes"])
        return folder
    }

    /// The same with the sales, of which some are refused.
    static func withSales() throws -> Folder {
        let folder = try withEvents()
        let result = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--json")
        guard result.status == 2 else { throw Unexpected(arguments: ["sales", "import"], status: result.status, errors: result.errors) }
        return folder
    }

    /// An event that still sells, to everybody, as its workbook.
    func writeOpenEvent(places: Int = 1, cap: Int? = nil, people: Int = 2, to name: String = "ouvert.xlsx", password: String? = nil) throws
    {
        guard let first = CalendarDate("2020-01-01"), let last = CalendarDate("2099-12-31") else { return }
        let session = SaleSession(
            name: "100€ de chèques ANCV", registration: Period(first: first, last: last), placesPerBeneficiary: places,
            price: Euros(cents: 5000), cap: cap)
        let setup = SaleSetup(
            events: [SaleEvent(name: "Ouvert", verifiesContacts: true, sessions: [session])],
            people: (1...people).map { Beneficiary(matricule: "\($0)", lastName: "TEST\($0)", firstName: "ancv") })
        try EventTemplate(setup).write(toFile: url(name).path, password: password)
    }

    /// An event that still sells, in a store, with one sale to the first person.
    static func withOpenSale() throws -> Folder {
        let folder = try Folder()
        try folder.writeOpenEvent(places: 3)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        try folder.done([
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "1", "--email", "a@exemple.fr", "--telephone", "0639980001",
        ])
        return folder
    }

    /// What became of the sales, in the order of their numbers.
    func saleStatuses() throws -> [String] { try done(["sales", "list", "--json"]).documents.map { $0["status"] as? String ?? "" } }
}
