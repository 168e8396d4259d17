import DotationStore
import Dotations
import Foundation
import TestSupport
import Testing

/// Random operations from two stores on one file: what must hold after any of them.
@Suite struct SequenceTests {
    @Test("After any operations each change has its revision, its history and its e-mail", arguments: 1...12)
    func invariants(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let (first, ids) = try ClientStore.filled(folder, 8)
        let stores = [first, try ClientStore(in: folder)]
        let number = try orderNumber(2_800_886)
        var expected: [Dotation.ID: Dotation] = [:]
        for dotation in try first.dotations(of: number) { expected[dotation.id] = dotation }
        var (jobs, changes) = (0, 0)
        var stale: [ImportPlan] = []

        for step in 0..<60 {
            let store = stores[Int.random(in: 0...1, using: &random)]
            let chosen = ids.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                let plan = try store.plan(
                    chosen.map { id in
                        let email = Bool.random(using: &random) ? "s\(step)x\(id)@yopmail.com" : nil
                        let mobile = Bool.random(using: &random) ? "07" + String(50_000_000 + step * 10 + Int(id.rawValue % 10)) : nil
                        return (id, email, mobile, Int.random(in: 0..<4, using: &random) == 0)
                    }, of: number)
                if Int.random(in: 0..<3, using: &random) == 0 {
                    stale.append(plan)
                } else {
                    _ = try store.apply(plan, as: sheet, context: context)
                    note(plan, &expected)
                    jobs += plan.jobCount
                    changes += plan.changes.count
                }
            case 2:
                guard let plan = stale.popLast() else { continue }
                let holds =
                    plan.changes.allSatisfy { expected[$0.id]?.revision == $0.revision }
                    && plan.resends.allSatisfy { expected[$0.id]?.revision == $0.revision }
                if holds {
                    _ = try store.apply(plan, as: sheet, context: context)
                    note(plan, &expected)
                    jobs += plan.jobCount
                    changes += plan.changes.count
                } else {
                    expect(.moved) { try store.apply(plan, as: sheet, context: context) }
                }
            case 3:
                let status = [DotationStatus.activated, .emailError, .awaitingActivation, DotationStatus("autre")][
                    Int.random(in: 0..<4, using: &random)]
                _ = try store.setStatus(status, of: chosen, context: context)
                for id in chosen where expected[id]?.status != status {
                    expected[id]?.status = status
                    expected[id]?.revision += 1
                }
            case 4:
                let result = try store.resend(.dotations(chosen), context: context)
                for dotation in result.sent { expected[dotation.id]?.revision += 1 }
                jobs += result.sent.count
            default:
                let one = Array(chosen.prefix(1))
                _ = try store.markAccountCreated(one, context: context)
                for id in one where expected[id]?.isAccountCreated == false {
                    expected[id]?.isAccountCreated = true
                    expected[id]?.revision += 1
                }
            }
        }
        try check(stores[1], number, expected, jobs: jobs, changes: changes)
    }

    private func note(_ plan: ImportPlan, _ expected: inout [Dotation.ID: Dotation]) {
        for change in plan.changes {
            expected[change.id]?.contact = change.new
            expected[change.id]?.revision += 1
        }
        for resend in plan.resends { expected[resend.id]?.revision += 1 }
    }

    private func check(_ store: ClientStore, _ number: OrderNumber, _ expected: [Dotation.ID: Dotation], jobs: Int, changes: Int) throws {
        let stored = try store.dotations(of: number)
        var expected = expected
        for job in try store.jobs([.pending]) { expected[job.dotation]?.awaitsAccountCreation = job.kind == .accountCreation }
        #expect(Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0) }) == expected)
        let operations = try store.operations()
        #expect(operations.reduce(0) { $0 + $1.counts.resent } + changes == jobs)
        let all = try store.jobs()
        #expect(all.count == jobs)
        #expect(Set(all.filter { $0.state == .pending }.map(\.dotation)).count == all.count { $0.state == .pending })

        // The history, gone through from its beginning, leads to what is stored; each revision is there once.
        var contacts: [Dotation.ID: Contact] = [:]
        var revisions: [Dotation.ID: Int] = [:]
        var recorded = 0
        for operation in operations.reversed() {
            for row in try store.auditRows(of: operation) {
                guard let id = row.dotation else { continue }
                if let revision = row.revision {
                    #expect(revision == revisions[id, default: 0] + 1)
                    revisions[id] = revision
                }
                if case .change(let old, let new) = row.action {
                    #expect(contacts[id] == nil || contacts[id] == old)
                    contacts[id] = new
                    recorded += 1
                    #expect(all.contains { $0.operation == operation.id && $0.dotation == id && $0.recipient?.text == new.email })
                }
            }
        }
        #expect(recorded == changes)
        for dotation in stored {
            #expect(revisions[dotation.id, default: 0] == dotation.revision)
            #expect(contacts[dotation.id] ?? dotation.contact == dotation.contact)
        }
        #expect(try store.verifyAudit().operations == operations.count)
    }
}
