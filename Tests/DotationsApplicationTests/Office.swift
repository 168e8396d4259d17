import DotationStore
import Dotations
import Foundation
import Spreadsheet
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationsApplication

/// A works council with one paid order of ten dotations; in a file beside a twin, of whose rows none may change.
struct Office {
    private final class Watch: Sendable {
        private let twin: Twin

        init(_ path: String) throws { twin = try Twin(path) }

        deinit { twin.check() }
    }

    private let database: TestDatabase
    private let watch: Watch?
    let application: Application
    let ids: [Dotation.ID]
    let order: OrderNumber

    init(_ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try TestDatabase(in: folder.path)
        let store = try database.store().client()
        application = Application(store: store, user: "alice", way: .page, role: nil) { Date(timeIntervalSince1970: 1_700_000_000) }
        order = try #require(OrderNumber("2800886"))
        try Self.createOrder(order, in: store)
        ids = try store.dotations(of: order).map(\.id)
        watch = if case .file(let path) = database.place { try Watch(path) } else { nil }
    }

    /// The order once more, after it was cancelled.
    func createOrder() throws { try Self.createOrder(order, in: application.store) }

    private static func createOrder(_ number: OrderNumber, in store: ClientStore) throws {
        let date = try #require(CalendarDate("2020-08-21"))
        try store.createOrder(
            Order(number: number, date: date, isPaid: true),
            dotations: (0..<10).map { index in
                NewDotation(
                    matricule: "00\(index)", lastName: "Nom\(index)", firstName: "Zoé",
                    contact: Contact(email: email(index), mobile: "061111111\(index)"), amount: Euros(cents: 100_000),
                    status: .awaitingActivation)
            },
            context: OperationContext(user: "alice", way: .page, date: Date(timeIntervalSince1970: 1_600_000_000)))
    }

    static func email(_ index: Int) -> String { "personne\(index)@yopmail.com" }

    var context: OperationContext { OperationContext(user: "bob", way: .page, date: Date(timeIntervalSince1970: 1_700_000_001)) }

    /// The import of a sheet that gives some of the dotations another address.
    func importing(_ emails: [Int: String], isAtomic: Bool = false) throws -> UseCase<ImportReport, DotationStore.Operation> {
        var csv = "Identifiant dotation;Adresse Mail\r\n"
        for index in ids.indices { csv += "\(ids[index]);\(emails[index] ?? Self.email(index))\r\n" }
        let bytes = Array(csv.utf8)
        return try application.importSheet(
            SheetFile(bytes: bytes, name: "corrections.csv"), file: ImportedFile(name: "corrections.csv", content: Hash256(of: bytes)),
            order: order, isAtomic: isAtomic)
    }

    func correct(_ index: Int, email: String) throws {
        let useCase = application.correct(ids[index], email: email, mobile: nil)
        guard case .done(_, _?) = try useCase.apply(Approval(useCase.propose().fingerprint)) else { throw Unexpected() }
    }

    func email(_ index: Int) throws -> String? { try application.store.dotations([ids[index]]).first?.contact.email }
}
