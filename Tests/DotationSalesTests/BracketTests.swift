import Dotations
import TestSupport
import Testing

@testable import DotationSales

@Suite struct BracketTests {
    @Test(
        "An amount of exactly the bound is in where the bound is inclusive",
        arguments: [
            (Bracket(upper: .inclusive(Sample.euros(800))), 80_000, true), (Bracket(upper: .inclusive(Sample.euros(800))), 80_001, false),
            (Bracket(upper: .exclusive(Sample.euros(800))), 80_000, false), (Bracket(upper: .exclusive(Sample.euros(800))), 79_999, true),
            (Bracket(lower: .inclusive(Sample.euros(800))), 80_000, true), (Bracket(lower: .inclusive(Sample.euros(800))), 79_999, false),
            (Bracket(lower: .exclusive(Sample.euros(800))), 80_000, false), (Bracket(lower: .exclusive(Sample.euros(800))), 80_001, true),
            (Bracket.all, 0, true), (Bracket.all, Int.max, true), (Bracket(lower: .exclusive(Euros(cents: .max))), Int.max, true),
        ])
    func bounds(bracket: Bracket, cents: Int, isIn: Bool) {
        #expect(bracket.contains(Euros(cents: cents)) == isIn)
    }

    @Test func `a bracket whose bounds contradict each other is empty`() {
        #expect(Bracket(lower: .inclusive(Sample.euros(9)), upper: .inclusive(Sample.euros(8))).isEmpty)
        #expect(Bracket(lower: .exclusive(Sample.euros(8)), upper: .inclusive(Sample.euros(8))).isEmpty)
        #expect(!Bracket(lower: .inclusive(Sample.euros(8)), upper: .inclusive(Sample.euros(8))).isEmpty)
    }

    private func review(_ brackets: [Bracket], _ kind: SupportingDocument.Kind = .familyQuotient) -> SetupReview {
        let events = brackets.enumerated().map { Sample.event("Tranche \($0)", [Criterion(kind, $1)]) }
        return SaleSetup(events: events).review()
    }

    @Test func `three brackets that meet have neither overlap nor gap`() {
        #expect(review(Sample.brackets) == SetupReview())
    }

    @Test func `a bound that is inclusive on both sides is an overlap of one amount`() {
        let review = review([Bracket(upper: .inclusive(Sample.euros(800))), Bracket(lower: .inclusive(Sample.euros(800)))])
        #expect(review.faults.map(\.code) == [.bracketsOverlap])
        #expect(review.faults.first?.amount == Sample.euros(800))
    }

    @Test func `a bound that is exclusive on both sides is a gap of one amount`() {
        let review = review([Bracket(upper: .exclusive(Sample.euros(800))), Bracket(lower: .exclusive(Sample.euros(800)))])
        #expect(review.faults.isEmpty)
        let only = Bracket(lower: .inclusive(Sample.euros(800)), upper: .inclusive(Sample.euros(800)))
        #expect(review.gaps.map(\.criteria) == [[Criterion(.familyQuotient, only)]])
    }

    @Test func `gaps before, between and after the brackets are shown`() {
        let review = review([
            Bracket(lower: .inclusive(Sample.euros(100)), upper: .inclusive(Sample.euros(200))),
            Bracket(lower: .inclusive(Sample.euros(300)), upper: .exclusive(Sample.euros(400))),
        ])
        let gaps = review.gaps.compactMap(\.criteria.first?.bracket)
        #expect(
            gaps == [
                Bracket(upper: .inclusive(Euros(cents: 9_999))),
                Bracket(lower: .inclusive(Euros(cents: 20_001)), upper: .inclusive(Euros(cents: 29_999))),
                Bracket(lower: .inclusive(Euros(cents: 40_000))),
            ])
    }

    @Test func `events that are not open on a common day do not overlap`() {
        let may = Period(first: Sample.day("2025-05-01"), last: Sample.day("2025-05-31"))
        let all = Criterion(.familyQuotient, Sample.brackets[0])
        let events = [Sample.event("Avril", [all]), Sample.event("Mai", [all], sessions: [Sample.session(registration: may)])]
        let inTurn = SaleSetup(events: events).review()
        #expect(inTurn.faults.isEmpty && inTurn.warnings.map(\.code) == [.eventBothInTurn])
        #expect(inTurn.warnings.first?.name == "Avril" && inTurn.warnings.first?.amount == .zero)
        let sameDay = Period(first: Sample.day("2025-04-30"), last: Sample.day("2025-05-31"))
        let touching = [events[0], Sample.event("Mai", [all], sessions: [Sample.session(registration: sameDay)])]
        #expect(SaleSetup(events: touching).review().faults.map(\.code) == [.bracketsOverlap])
    }

    @Test func `brackets that overlap in turn are worth a look also where the other event is there already, but not from year to year`() {
        func event(_ name: String, _ year: Int, _ month: Int, _ bracket: Bracket) -> SaleEvent {
            let days = Period(first: Sample.day("\(year)-0\(month)-01"), last: Sample.day("\(year)-0\(month)-28"))
            return Sample.event(name, [Criterion(.familyQuotient, bracket)], sessions: [Sample.session(registration: days)])
        }
        let ledger = Sample.ledger([event("A", 2025, 4, Sample.brackets[0])])
        let meeting = Bracket(lower: .inclusive(Sample.euros(800)))
        let review = SaleSetup(events: [event("B", 2025, 6, meeting)]).review(over: ledger)
        #expect(review.warnings.map(\.code) == [.eventBothInTurn] && review.warnings.first?.amount == Sample.euros(800))
        #expect(SaleSetup(events: [event("B", 2026, 6, meeting)]).review(over: ledger) == SetupReview())
        #expect(SaleSetup(events: [event("B", 2025, 6, Sample.brackets[1])]).review(over: ledger) == SetupReview())
    }

    @Test func `brackets of different kinds are no overlap, but a person could take part in both`() {
        let events = [
            Sample.event("A", [Criterion(.familyQuotient, Sample.brackets[0])]), Sample.event("B", [Criterion(.salaryBracket, .all)]),
        ]
        let review = SaleSetup(events: events).review()
        #expect(review.faults.isEmpty && review.warnings.map(\.code) == [.eventBoth])
    }

    @Test func `an overlap with an event that is there already counts, unless it is replaced`() {
        let ledger = Sample.ledger(Sample.threeEvents)
        let new = Sample.event("Tranche bis", [Criterion(.familyQuotient, Bracket(lower: .inclusive(Sample.euros(900))))])
        #expect(SaleSetup(events: [new]).review(over: ledger).faults.map(\.code) == [.bracketsOverlap, .bracketsOverlap])
        #expect(SaleSetup(events: [Sample.threeEvents[1]]).review(over: ledger) == SetupReview())
    }

    /// Overlaps and gaps against a count of every amount up to a few euros, on brackets of one and of two kinds.
    @Test(arguments: 0..<60)
    func `overlaps and gaps are those that trying every amount finds`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let kinds: [SupportingDocument.Kind] = seed % 2 == 0 ? [.familyQuotient] : [.referenceTaxIncome, .familyQuotient]
        func bracket() -> Bracket {
            func bound() -> Bracket.Bound? {
                let amount = Euros(cents: random.number(0...9))
                return random.chance(4) ? nil : random.chance(2) ? .inclusive(amount) : .exclusive(amount)
            }
            while true {
                let bracket = Bracket(lower: bound(), upper: bound())
                if !bracket.isEmpty { return bracket }
            }
        }
        let events = (0..<random.number(2...4)).map { number in
            Sample.event("E\(number)", kinds.map { Criterion($0, bracket()) })
        }
        let review = SaleSetup(events: events).review()
        var (overlaps, uncovered) = (false, Set<[Int]>())
        for first in 0...12 {
            for second in kinds.count == 1 ? 0...0 : 0...12 {
                let amounts = [first, second]
                let count = events.count { event in
                    zip(event.criteria, amounts).allSatisfy { $0.bracket.contains(Euros(cents: $1)) }
                }
                if count > 1 { overlaps = true }
                if count == 0 { uncovered.insert(Array(amounts.prefix(kinds.count))) }
            }
        }
        #expect(review.faults.contains { $0.code == .bracketsOverlap } == overlaps)
        guard !overlaps else { return }
        var shown = Set<[Int]>()
        for first in 0...12 {
            for second in kinds.count == 1 ? 0...0 : 0...12 {
                let amounts = Array([first, second].prefix(kinds.count))
                let isShown = review.gaps.contains { gap in
                    zip(gap.criteria, amounts).allSatisfy { $0.bracket.contains(Euros(cents: $1)) }
                }
                if isShown { shown.insert(amounts) }
            }
        }
        #expect(shown == uncovered)
    }
}
