import DotationStore
import DotationsApplication

/// Makes a plan, has it approved and carries it out. Where the store moved in between it is made anew, and approved anew unless it is the same.
///
/// - Parameters:
///   - propose: makes the plan.
///   - isSame: whether a plan that was made anew is what was approved.
///   - agree: shows the plan and returns where it is approved; `news` says why it was made anew.
///   - apply: carries it out, or throws `store.moved` or `store.sales-moved`.
/// - Returns: the plan, and what came of it.
/// - Throws: what the closures throw, but for `store.moved` and `store.sales-moved`.
func carryOut<Plan, Result>(
    propose: () throws -> Plan, isSame: (Plan, Plan) -> Bool, agree: (Plan, _ news: String?) throws -> Void,
    apply: (Plan) throws -> Result
) throws -> (plan: Plan, result: Result) {
    var agreed: Plan?
    var news: String?
    while true {
        let plan = try propose()
        if agreed.map({ !isSame(plan, $0) }) ?? true { try agree(plan, news) }
        agreed = plan
        do {
            return (plan, try apply(plan))
        } catch let error as StoreError where error.code == .moved {
            let count = error.dotations.count
            news = "Entre-temps, \(count.counted("dotation a", "dotations ont")) changé : voici le plan refait."
        } catch let error as StoreError where error.code == .salesMoved {
            news = "Entre-temps, des ventes ont changé : voici le plan refait."
        }
    }
}
