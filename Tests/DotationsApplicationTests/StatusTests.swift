import DotationStore
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

@testable import DotationsApplication

/// Statuses, of a sheet and of single dotations, as what is approved.
@Suite struct StatusTests {
    private func importing(_ statuses: [Int: String], in office: Office) throws -> UseCase<StatusReport, DotationStore.Operation> {
        var csv = "Identifiant dotation;Statut\r\n"
        for index in office.ids.indices { csv += "\(office.ids[index]);\(statuses[index] ?? "En attente d'activation")\r\n" }
        let bytes = Array(csv.utf8)
        return try office.application.importStatuses(
            SheetFile(bytes: bytes, name: "portail.csv"), file: ImportedFile(name: "portail.csv", content: Hash256(of: bytes)))
    }

    private func status(_ index: Int, in office: Office) throws -> DotationStatus? {
        try office.application.store.dotations([office.ids[index]]).first?.status
    }

    @Test func `a dotation that moved meanwhile is planned anew, and what was typed no longer does`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try importing([1: "activé", 2: "Erreur e-mail"], in: office)
            let proposal = try useCase.propose()
            #expect(proposal.plan.changeCount == 2)
            // Another change of the dotation leaves the plan as it is.
            try office.correct(1, email: "nouvelle@yopmail.com")
            // But one that is activated meanwhile would be opened again.
            let activation = office.application.setStatus(.activated, of: [office.ids[2]])
            guard case .done(_, _?) = try activation.apply(Approval(activation.propose().fingerprint)) else { throw Unexpected() }
            guard case .changed(let other, let difference?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            #expect(difference.altered.map(\.subject) == [.id(.dotation(office.ids[2]))])
            #expect(difference.added.map(\.part) == [.confirmation] && difference.removed.isEmpty)
            #expect(try status(1, in: office) == .awaitingActivation)
            #expect(other.plan.confirmations.map(\.code) == [.reopened])
            #expect(throws: ApprovalError.countNeeded) { try useCase.apply(Approval(other.fingerprint), to: other) }
            guard case .done(_, let operation?) = try useCase.apply(Approval(other.fingerprint, typedCount: 2), to: other) else {
                throw Unexpected()
            }
            #expect(operation.counts == .init(rows: 10, changed: 2, unchanged: 8))
            #expect(try [1, 2].map { try status($0, in: office) } == [.activated, .emailError])
            #expect(try office.application.store.verifyAudit().operations == 5)
        }
    }
}
