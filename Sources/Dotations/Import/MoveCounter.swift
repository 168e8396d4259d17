/// Tells values that moved among people, as in a column that was sorted alone or shifted, from a few that are others' by chance.
///
/// A value has moved where its row takes what a noted row gives up, or gives up what one takes; or where it is one other person's alone, of
/// another family name. Two such rows are no chance, unless all that they have in common is one value which they take from somebody who keeps it.
package struct MoveCounter<Value: Hashable> {
    private var taken: Set<Value> = []
    private var givenUp: Set<Value> = []
    private var linkedCount = 0
    private var moved: Set<Value> = []
    private var count = 0

    package init() {}

    /// Notes that a row takes a value which somebody has, and gives up those that its own person has. To be done of all rows before any is counted.
    package mutating func note(_ value: Value, givingUp held: some Sequence<Value>) {
        taken.insert(value)
        givenUp.formUnion(held)
    }

    /// Counts a row that takes another person's value and whose own person has the `held` ones, where that value has moved. Of a refused row
    /// only the first rule counts; for the second, whether the value is one other person's alone, of another family name.
    package mutating func count(
        _ value: Value, held: some Sequence<Value>, isAccepted: Bool = true, isOneOtherFamilys: @autoclosure () -> Bool
    ) {
        let isLinked = givenUp.contains(value) || held.contains { taken.contains($0) }
        if isLinked { linkedCount += 1 }
        guard isLinked || isAccepted && isOneOtherFamilys() else { return }
        if isAccepted { moved.insert(value) }
        count += 1
    }

    /// How many values moved; 0 where that is no more than chance.
    package var movedCount: Int { linkedCount > 1 || moved.count > 1 ? count : 0 }
}
