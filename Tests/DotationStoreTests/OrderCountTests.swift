import DotationStore
import Dotations
import TestSupport
import Testing

/// The figures of orders, which are kept as they change, held against the dotations. Each seed is another store.
@Suite struct OrderCountTests {
    private static let labels = ["En attente d’activation", "Activée", "Erreur e-mail", "Autre statut", "Encore un autre"]

    @Test(arguments: 0..<12)
    func `whatever is done, an order's figures are those of its dotations`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.filled(folder, 2)
        var next: UInt32 = 2_900_000
        for _ in 0..<14 {
            let orders = try store.orders().map(\.order.number)
            switch random.number(0...3) {
            case 0:
                next += 1
                let dotations = (0..<random.number(1...6)).map { _ in
                    NewDotation(
                        matricule: "\(next)", lastName: "Nom", firstName: "Zoé",
                        contact: Contact(email: "a\(next)@exemple.fr", mobile: "0639980011"),
                        amount: Euros(cents: random.number(0...90_000)), status: DotationStatus(random.pick(Self.labels) ?? ""))
                }
                _ = try store.createOrder(
                    newOrder(next, isPaid: random.chance(2)), dotations: dotations, allowsRepeat: true, context: context)
            case 1:
                guard let number = random.pick(orders) else { continue }
                // What is bound is not cancelled, which is as good here.
                if let cancellation = try? store.cancellation(of: number) { _ = try store.cancelOrder(cancellation, context: context) }
            default:
                guard let number = random.pick(orders) else { continue }
                let ids = try store.dotations(of: number).map(\.id).filter { _ in random.chance(2) }
                guard !ids.isEmpty else { continue }
                _ = try store.setStatus(DotationStatus(random.pick(Self.labels) ?? ""), of: ids, context: context)
            }
            try Self.check(store)
        }
    }

    private static func check(_ store: ClientStore) throws {
        let orders = try store.orders()
        for order in orders {
            let dotations = try store.dotations(of: order.order.number)
            #expect(order.counts == Dictionary(dotations.map { ($0.status, 1) }, uniquingKeysWith: +))
            #expect(order.faceValue.cents == dotations.reduce(0) { $0 + $1.amount.cents })
            #expect(try store.summary(of: order.order.number) == order)
            let payment = try store.payment(of: order.order.number)
            #expect(payment.dotationCount == dotations.count && payment.faceValue == order.faceValue)
        }
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test func `a bounce that gives a dotation another status counts`() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(0)).first)
        let trouble = DeliveryTrouble(.answered(code: 550, status: "5.1.1"), words: "550 5.1.1 unknown", recipient: "")
        #expect(try store.record(.refused(trouble, concernsAddress: true), of: job, at: moment(1)) == .became(.failed))
        #expect(try store.dotation(ids[0]).status == .emailError)
        try Self.check(store)
    }
}
