import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Spreadsheet
import TestSupport
import Testing

/// What an approval is for, shown on the import of a sheet.
@Suite struct ApprovalTests {
    @Test func `what was seen is what is done`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com"])
            let proposal = try useCase.propose()
            #expect(proposal.plan.changeCount == 1)
            guard case .done(_, let operation?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            #expect(operation.counts.changed == 1)
            #expect(try office.email(2) == "nouvelle@yopmail.com")
            // The second time there is nothing to do.
            let again = try useCase.propose()
            guard case .done(_, nil) = try useCase.apply(Approval(again.fingerprint)) else { throw Unexpected() }
        }
    }

    @Test func `a store that moves without changing the plan needs no other approval`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com"])
            let proposal = try useCase.propose()
            // A resend is another revision of the dotation.
            _ = try office.application.store.resend(.dotations([office.ids[2]]), context: office.context)
            guard case .done(_, _?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else { throw Unexpected() }
            #expect(try office.email(2) == "nouvelle@yopmail.com")
        }
    }

    @Test func `a plan that has become another is shown and not done`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com", 3: "autre@yopmail.com"])
            let proposal = try useCase.propose()
            try office.correct(2, email: "nouvelle@yopmail.com")
            guard case .changed(let other, .dotations(1)) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            #expect(other.fingerprint != proposal.fingerprint && other.plan.changeCount == 1)
            #expect(try office.email(3) == Office.email(3))
            // Without the proposal at hand nothing tells what has changed.
            guard case .changed(_, .other) = try useCase.apply(Approval(proposal.fingerprint)) else { throw Unexpected() }
            guard case .done(_, _?) = try useCase.apply(Approval(other.fingerprint)) else { throw Unexpected() }
            #expect(try office.email(3) == "autre@yopmail.com")
        }
    }

    @Test func `an unusual plan needs its number of changes`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            // More than one in five.
            let useCase = try office.importing(Dictionary(uniqueKeysWithValues: (0..<3).map { ($0, "nouvelle\($0)@yopmail.com") }))
            let proposal = try useCase.propose()
            #expect(proposal.plan.confirmations.map(\.code) == [.manyEmails])
            #expect(throws: ApprovalError.countNeeded) { try useCase.apply(Approval(proposal.fingerprint), to: proposal) }
            #expect(throws: ApprovalError.otherCount) { try useCase.apply(Approval(proposal.fingerprint, typedCount: 4), to: proposal) }
            #expect(try office.email(0) == Office.email(0))
            guard case .done(_, _?) = try useCase.apply(Approval(proposal.fingerprint, typedCount: 3), to: proposal) else {
                throw Unexpected()
            }
        }
    }

    @Test func `a fingerprint is one plan's of one file in one store`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let fingerprint = try office.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint
            #expect(try office.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint == fingerprint)
            #expect(try office.importing([2: "nouvelle2@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(try office.importing([3: "nouvelle@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(try office.importing([2: "nouvelle@yopmail.com"], isAtomic: true).propose().fingerprint != fingerprint)
            let elsewhere = try Office(folder.appendingPathComponent("autre"))
            #expect(try elsewhere.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(Fingerprint(fingerprint.description.uppercased()) == fingerprint)
            #expect(Fingerprint(fingerprint.description.dropLast()) == nil && Fingerprint(String(repeating: "g", count: 32)) == nil)
        }
    }
}

/// An outcome that the test does not expect.
struct Unexpected: Error {}
