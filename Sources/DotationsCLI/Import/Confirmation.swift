import DotationStore
import Dotations

/// Whether a plan may be carried out: by an option, or by what a person types.
struct Confirmation {
    let plan: ImportPlan
    let yes: Bool
    /// The number of changes that the user expects.
    let expected: Int?
    let canAsk: Bool

    /// Returns where the plan is approved.
    ///
    /// The number that is to be typed stands in the plan alone: whoever has not read that cannot know it.
    func obtain() throws {
        if let expected {
            guard expected == plan.changes.count else {
                throw CommandError(
                    .confirmationNumber,
                    "Le plan n’a pas le nombre de modifications que dit --confirm : rien n’a été appliqué. \(Self.advice)")
            }
            return
        }
        if plan.confirmations.isEmpty { return try Self.obtain("Appliquer ?", yes: yes, canAsk: canAsk) }
        guard canAsk else {
            var seen: Set<ConfirmationNeed.Code> = []
            let reasons = plan.confirmations.filter { seen.insert($0.code).inserted }.map(\.messageWithoutValues).joined(separator: " ")
            throw CommandError(.confirmationNumber, "\(reasons) Rien n’a été appliqué. \(Self.advice)")
        }
        let answer = try Terminal.ask("Ce plan est inhabituel. Pour l’appliquer, tapez son nombre de modifications, que donne le bilan :")
        guard let answer, Int(answer.filter { !$0.isWhitespace }) == plan.changes.count else {
            throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.")
        }
    }

    private static let advice =
        "Lisez le plan (--dry-run le montre), puis ajoutez --confirm avec le nombre de modifications que donne son bilan."

    /// Returns where `yes` says so, or the person who is asked; `advice` is what to do where nobody can be.
    static func obtain(_ question: String, yes: Bool, canAsk: Bool, advice: () -> String = { planAdvice }) throws {
        if yes { return }
        guard canAsk else { throw CommandError(.confirmationNeeded, advice()) }
        let answer = try Terminal.ask("\(question) [oui/non]")?.lowercased()
        guard ["oui", "o", "yes", "y"].contains(answer) else { throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.") }
    }
}

private let planAdvice = "Rien n’a été appliqué : sans terminal, ajoutez --yes pour appliquer le plan, ou --dry-run pour le voir seulement."

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
            news = "Entre-temps, \(count.counted("dotation a", "dotations ont")) changé : voici le plan refait."
        } catch let error as StoreError where error.code == .salesMoved {
            news = "Entre-temps, des ventes ont changé : voici le plan refait."
        }
    }
}

extension ImportPlan {
    /// Whether both would change, send and refuse the same, with the same doubts, whichever revisions they saw.
    func doesSame(as other: ImportPlan) -> Bool {
        changes.elementsEqual(other.changes) { $0.id == $1.id && $0.old == $1.old && $0.new == $1.new && $0.job == $1.job }
            && resends.elementsEqual(other.resends) { $0.id == $1.id && $0.email == $1.email } && refused == other.refused
            && warnings == other.warnings && confirmations == other.confirmations
    }
}
