import DotationAccounts
import DotationMail
import DotationSales
import DotationStore
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import DotationsApplication

/// Each use case for a client, held against each role. The list is compared with the sources.
@Suite struct PermissionTests {
    /// A way to call a use case, and what it takes.
    private struct Call {
        /// The function's name; empty for another way to call one that stands in the list already.
        let name: String
        let permission: Permission
        let body: (Application) throws -> Void

        init(_ name: String, _ permission: Permission, _ body: @escaping (Application) throws -> Void) {
            (self.name, self.permission, self.body) = (name, permission, body)
        }
    }

    /// Seeing a plan and carrying it out ask for the same.
    private func calls<Plan, Result>(
        _ name: String, _ permission: Permission, _ useCase: @escaping (Application) throws -> UseCase<Plan, Result>
    ) -> [Call] {
        [
            Call(name, permission) { _ = try useCase($0).propose() },
            Call("", permission) { _ = try useCase($0).apply(Approval(Fingerprint(bytes: [UInt8](repeating: 0, count: 16)))) },
        ]
    }

    private func calls(_ office: Office) throws -> [Call] {
        let (order, id) = (office.order, office.ids[0])
        let (missing, day) = (try #require(OrderNumber("1234567")), try #require(CalendarDate("2020-08-21")))
        let email = try EmailAddress.parse("carla@exemple.fr")
        let operation = try #require(try office.application.operations(all: true, limit: 1).imports.first)
        let (details, found) = (try office.application.order(order), try office.application.search(DotationQuery(order: order)))
        let correction = try office.application.correct(id, email: "autre@exemple.fr", mobile: nil).propose().plan
        let bytes = Array("Identifiant dotation;Adresse Mail\r\n\(id);nouvelle@exemple.fr\r\n".utf8)
        let file = ImportedFile(name: "a.csv", content: Hash256(of: bytes))
        func sheet() throws -> SheetFile { try SheetFile(bytes: bytes, name: "a.csv") }
        let environment = ["DOTATIONS_MAIL_FROM": "cse@exemple.fr", "DOTATIONS_LINK_BASE": "https://exemple.fr/activer"]
        let job = try #require(Job.ID(rawValue: 1))
        let sale = Sale.ID(stored: 1)

        var calls = [
            Call("orders", .view) { _ = try $0.orders() },
            Call("order", .view) { _ = try $0.order(order) },
            Call("knownOrder", .view) { _ = try $0.knownOrder(order) },
            Call("summary", .view) { _ = try $0.summary(of: order) },
            Call("unpaidOrders", .view) { _ = try $0.unpaidOrders(among: [order]) },
            Call("search", .view) { _ = try $0.search(DotationQuery(order: order)) },
            Call("page", .view) { _ = try $0.page(DotationQuery(order: order), after: 0, size: 10) },
            Call("dotation", .view) { _ = try $0.dotation(id) },
            Call("operations", .view) { _ = try $0.operations(all: true, limit: 10) },
            Call("operation", .view) { _ = try $0.operation(operation.id) },
            Call("operation", .view) { _ = try $0.operation(request: .unique()) },
            Call("forEachJob", .view) { try $0.forEachJob { _ in } },
            Call("jobs", .view) { _ = try $0.jobs(in: nil, after: 0, size: 1) }, Call("job", .view) { _ = try $0.job(job) },
            Call("previewWithDeadLink", .view) {
                _ = try $0.previewWithDeadLink(job, settings: MessageSettings(file: nil, environment: environment))
            },
            Call("jobCounts", .view) { _ = try $0.jobCounts() },
            Call("jobCounts", .view) { _ = try $0.jobCounts(of: operation.id) },
            Call("firstMailCount", .view) { _ = try $0.firstMailCount(of: operation.id) },
            Call("undeliveredCount", .view) { _ = try $0.undeliveredCount() },
            Call("undeliveredJobs", .view) { _ = try $0.undeliveredJobs(after: 0, size: 1) },
            Call("undeliveredJobs", .view) { _ = try $0.undeliveredJobs(to: [id]) },
            Call("people", .view) { _ = try $0.people([.dotation(id)]) },
            Call("verify", .view) { _ = try $0.verify("x", settings: LinkSettings(file: nil, environment: environment)) },
            Call("events", .view) { _ = try $0.events() }, Call("saleEvents", .view) { _ = try $0.saleEvents() },
            Call("event", .view) { _ = try $0.event("x", namesPeople: false) },
            Call("", .viewDocuments) { _ = try $0.event("x", namesPeople: true) },
            Call("event", .view) { _ = try $0.event(numbered: 1, namesPeople: false) },
            Call("salesBySession", .view) { _ = try $0.salesBySession() },
            Call("beneficiaries", .view) { _ = try $0.beneficiaries(size: 10) },
            Call("", .viewDocuments) { _ = try $0.beneficiaries(onlyPending: true, size: 10) },
            Call("beneficiary", .view) { _ = try $0.beneficiary(numbered: 1, withDocuments: false) },
            Call("", .viewDocuments) { _ = try $0.beneficiary(numbered: 1, withDocuments: true) },
            Call("sales", .view) { _ = try $0.sales() },
            Call("salePage", .view) { _ = try $0.salePage(size: 10) },
            Call("sale", .view) { _ = try $0.sale(sale) },
            Call("orderedSales", .view) { _ = try $0.orderedSales(order) },
            Call("previewSalesExport", .view) { _ = try $0.previewSalesExport() },
            Call("exportEvents", .export) { _ = try $0.exportEvents() },
            Call("exportBeneficiaries", .export) { _ = try $0.exportBeneficiaries() },
            Call("beneficiaryNumber", .view) { _ = try $0.beneficiaryNumber(of: "x") },
            Call("reconcile", .view) { _ = try $0.reconcile(sheet()) },
            Call("export", .export) { _ = try $0.export(details) },
            Call("export", .export) { _ = try $0.export(found) },
            Call("exportName", .export) { _ = try $0.exportName(of: order) },
            Call("exportOrder", .export) { _ = try $0.exportOrder(order) },
            Call("exportSales", .export) { _ = try $0.exportSales() },
            Call("export", .export) { _ = try $0.export(SaleQuery()) }, Call("export", .export) { _ = try $0.export([SaleDocument]()) },
            Call("", .export) { _ = try $0.correct(id, email: nil, mobile: nil).refusedRows(of: correction) },
            Call("markAccountCreated", .change) { _ = try $0.markAccountCreated([id]) },
            Call("addSale", .change) { _ = try $0.addSale(SaleRow(session: "x", date: day)) },
            Call("preview", .send) { _ = try $0.preview(job, settings: MessageSettings(file: nil, environment: environment)) },
            Call("retryJobs", .send) { _ = try $0.retryJobs(.failed) },
            Call("cancelJobs", .send) { _ = try $0.cancelJobs([job]) },
            Call("cancelJobs", .send) { _ = try $0.cancelJobs(of: operation.id) },
            Call("members", .managePeople) { _ = try $0.members() },
            Call("addMember", .managePeople) { try $0.addMember(email, name: "Carla", as: .lecture) },
            Call("inviteMember", .managePeople) { try $0.inviteMember(email, name: "Carla", as: .lecture) },
            Call("changeRole", .managePeople) { try $0.changeRole(of: email, to: .gestion) },
            Call("endSessions", .managePeople) { try $0.endSessions(of: email) },
            Call("sendInvitation", .managePeople) { try $0.sendInvitation(to: email) },
        ]
        calls += self.calls("correct", .change) { $0.correct(id, email: "autre@exemple.fr", mobile: nil) }
        calls += self.calls("setStatus", .change) { $0.setStatus(.activated, of: [id]) }
        calls += self.calls("setStatus", .change) { $0.setStatus(.cancelled, ofSales: [sale]) }
        calls += self.calls("correctSale", .change) { $0.correctSale(sale, Contact(email: "", mobile: ""), inPlaceOf: "x") }
        calls += self.calls("payOrder", .change) { $0.payOrder(missing) }
        calls += self.calls("cancelOrder", .change) { $0.cancelOrder(order, .order) }
        calls += self.calls("saveEvent", .change) { $0.saveEvent(SaleEvent(name: "x", verifiesContacts: true, sessions: []), isNew: true) }
        calls += self.calls("saveBeneficiary", .change) {
            $0.saveBeneficiary(Beneficiary(matricule: "x", lastName: "X", firstName: "Y"))
        }
        calls += self.calls("saveDocument", .change) {
            $0.saveDocument(SupportingDocument(matricule: "1", kind: .familyQuotient, status: .pending))
        }
        calls += self.calls("renumberBeneficiary", .change) {
            let person = Beneficiary(matricule: "x", lastName: "X", firstName: "Y")
            return $0.renumberBeneficiary(person, version: person.version, to: "y")
        }
        calls += self.calls("removeDocument", .change) { $0.removeDocument("x", of: "1") }
        calls += self.calls("registerSale", .change) { $0.registerSale(SaleRow(session: "x", date: day)) }
        calls += self.calls("withdrawEvent", .change) { $0.withdrawEvent("x") }
        calls += self.calls("importSheet", .import) { try $0.importSheet(sheet(), file: file, order: order) }
        calls += self.calls("importStatuses", .import) { try $0.importStatuses(sheet(), file: file, order: order) }
        calls += self.calls("undo", .import) { $0.undo(operation.id) }
        calls += self.calls("registerSales", .import) { try $0.registerSales(sheet(), file: file) }
        calls += self.calls("loadEvents", .import) { try $0.loadEvents(sheet(), file: file) }
        calls += self.calls("createOrder", .import) {
            try $0.createOrder(Order(number: missing, date: day, isPaid: false), from: sheet(), file: file)
        }
        calls += self.calls("createOrder", .import) { $0.createOrder(Order(number: missing, date: day, isPaid: false), ofSales: []) }
        calls += self.calls("resend", .send) { $0.resend(.all) }
        calls += self.calls("purge", .changeSettings) { $0.purge(.standard) }
        return calls
    }

    @Test(arguments: Role.allCases.map(Optional.some) + [nil])
    func `a use case does what the role allows, and nothing else`(role: Role?) throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let calls = try calls(office)
            let application = Application(
                store: office.application.store, user: "test", way: .page, role: role, clock: { Date(timeIntervalSince1970: 1_700_000_000) }
            )
            for call in calls {
                let before = try office.application.operations(all: true, limit: .max).imports.count
                var denied: AccessError?
                do { try call.body(application) } catch let error as AccessError { denied = error } catch {}
                if let role, !role.allows(call.permission) {
                    #expect(denied == .denied(call.permission, to: role), "\(call.name) \(call.permission)")
                    #expect(try office.application.operations(all: true, limit: .max).imports.count == before)
                } else {
                    #expect(denied == nil, "\(call.name) \(call.permission)")
                }
            }
        }
    }

    @Test func `no use case is left out`() throws {
        let sources = packageFolder.appendingPathComponent("Sources/DotationsApplication")
        var names: [String] = []
        for case let file as URL in try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" {
            var isInside = false
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if line.hasPrefix("extension Application {") { isInside = true }
                if line == "}" { isInside = false }
                if isInside, let match = line.firstMatch(of: /^    public func (\w+)/) { names.append(String(match.1)) }
            }
        }
        try withTemporaryFolder { folder in
            let listed = try calls(Office(folder)).map(\.name).filter { !$0.isEmpty }
            #expect(listed.sorted() == names.sorted())
        }
    }
}
