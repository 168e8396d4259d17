import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

/// What the corpus of hostile and odd sheets expects, file by file, of finding the sheet, reading and planning it.
@Suite struct HostileSheetTests {
    struct Case: Decodable, CustomTestStringConvertible {
        struct Expectation: Decodable {
            struct Row: Decodable {
                let row: Int
                let kind: String
            }
            struct Change: Decodable {
                let id: String
                let email: String?
                let phone: String?
            }
            let outcome: String
            let errors: [String]?
            let rows: Int?
            let changes: [Change]?
            let row_errors: [Row]?
            let warnings: [String]?
        }
        let file: String
        let expect: Expectation
        var testDescription: String { file }
    }

    /// Rows that differ from the store in the status alone: that was an error when the corpus was made, and is reported now.
    private static let statusRows: Set = ["row_locked_columns.xlsx:4"]

    static let folder = ReferenceFiles.file("hostile")

    static let cases: [Case] = {
        struct Manifest: Decodable { let cases: [Case] }
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: "manifest.json")) else {
            print("HostileSheetTests: skipped, there is no corpus at DOTATIONS_CORPUS or ../shared")
            return []
        }
        return (try? JSONDecoder().decode(Manifest.self, from: data).cases) ?? []
    }()

    static let dotations: [Dotation] = {
        struct Stored: Decodable {
            let id, matricule, nom, prenom, email, phone, montant, statut: String
        }
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: "store.json")),
            let stored = try? JSONDecoder().decode([Stored].self, from: data), let order = OrderNumber("2800886")
        else { return [] }
        return stored.compactMap { row in
            guard let id = Dotation.ID(row.id), let amount = Euros(row.montant) else { return nil }
            return Dotation(
                id: id, order: order, matricule: row.matricule, lastName: row.nom, firstName: row.prenom,
                contact: Contact(email: row.email, mobile: row.phone), amount: amount, status: DotationStatus(row.statut))
        }
    }()

    @Test(arguments: cases) func everyFileIsTakenOrRefusedAsExpected(_ item: Case) throws {
        let path = try #require(Self.folder).appending(path: "files/\(item.file)").path()
        let order = try Order(number: #require(OrderNumber("2800886")), date: #require(CalendarDate("20200821")), isPaid: true)
        let plan: ImportPlan
        let settings = ImportSettings(foldsFullWidth: false)
        func expectRefusal(_ code: String) {
            #expect(item.expect.outcome == "reject", "\(code)")
            if let codeNow = ReferenceFiles.codesNow[item.file] { return #expect(code == codeNow) }
            #expect(item.expect.errors?.contains(code) == true, "\(code)")
        }
        do {
            plan = try EditedSheet(SheetFile(path: path, limits: .strict)).planner(
                for: order, dotations: Self.dotations, settings: settings
            ).plan()
        } catch let fault as SheetFault {
            return expectRefusal(fault.code)
        } catch let error as SpreadsheetError {
            return expectRefusal(error.code.rawValue)
        }
        #expect(item.expect.outcome == "accept")
        #expect(plan.rowCount == item.expect.rows)
        let expected = Dictionary(uniqueKeysWithValues: (item.expect.changes ?? []).map { ($0.id, [$0.email, $0.phone]) })
        let changes = plan.changes.map { change in
            (
                change.id.description,
                [
                    change.old.email == change.new.email ? nil : change.new.email,
                    change.old.mobile == change.new.mobile ? nil : change.new.mobile,
                ]
            )
        }
        #expect(Dictionary(uniqueKeysWithValues: changes) == expected)
        #expect(Set(plan.warnings.map(\.warning.code.rawValue)).isSuperset(of: item.expect.warnings ?? []))
        let rowErrors = (item.expect.row_errors ?? []).filter { !Self.statusRows.contains("\(item.file):\($0.row)") }
        #expect(plan.refused.map(\.row) == rowErrors.map(\.row))
        for (refused, row) in zip(plan.refused, rowErrors) {
            #expect(
                refused.reasons.contains { $0.code.rawValue == row.kind }, "row \(row.row): \(refused.reasons.map(\.code)), not \(row.kind)"
            )
        }
    }
}
