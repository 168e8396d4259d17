import Dotations
import Testing

@testable import DotationSales

@Suite struct DocumentChangeTests {
    @Test func `documents that are loaded again are changes where they say something else, whatever their order`() {
        let known = SaleSetup(documents: [
            Sample.quotient(1, Sample.euros(500)), Sample.quotient(2, Sample.euros(700), .pending), Sample.quotient(3, Sample.euros(900)),
            Sample.quotient(3, Sample.euros(950)),
        ])
        let loaded = SaleSetup(documents: [
            Sample.quotient(3, Sample.euros(950)), Sample.quotient(3, Sample.euros(900)), Sample.quotient(2, Sample.euros(700)),
            Sample.quotient(1, Sample.euros(500)), Sample.quotient(4, Sample.euros(1)),
        ])
        let changes = known.documentChanges(loading: loaded)
        #expect(changes.map(\.matricule) == ["002", "004"] && changes.map(\.kind) == [.familyQuotient, .familyQuotient])
        #expect(changes[0].old.map(\.status) == [.pending] && changes[0].new.map(\.status) == [.validated])
        #expect(changes[1].old.isEmpty)
        #expect(known.documentChanges(loading: known).isEmpty)
        // One of two that is gone is a change too.
        let fewer = SaleSetup(documents: [Sample.quotient(3, Sample.euros(900))])
        #expect(known.documentChanges(loading: fewer).map(\.new.count) == [1])
    }

    @Test func `the documents of a person and a kind go where none takes their place`() {
        let known = SaleSetup(documents: [Sample.quotient(1, Sample.euros(500)), Sample.quotient(2, Sample.euros(700))])
        let removal = SaleSetup(documents: [], of: DocumentKey(Sample.quotient(1, Sample.euros(500))))
        #expect(known.loading(removal).documents == [Sample.quotient(2, Sample.euros(700))])
        #expect(known.documentChanges(loading: removal).map(\.old.count) == [1])
        #expect(known.loading(removal).documentChanges(loading: removal).isEmpty)
    }
}
