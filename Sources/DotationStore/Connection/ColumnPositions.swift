/// Where the columns of a statement stand, by their names: found once a name, as a statement gives many rows.
final class ColumnPositions {
    private var known: [(name: UnsafePointer<UInt8>, position: Int32)] = []
    /// The name that is probably asked for next, as each row is read in the same order.
    private var next = 0

    func position(of column: StaticString, among count: @autoclosure () -> Int32, name: (Int32) -> UnsafePointer<CChar>?) -> Int32 {
        if next >= known.count { next = 0 }
        if next < known.count, known[next].name == column.utf8Start {
            next += 1
            return known[next - 1].position
        }
        if let index = known.firstIndex(where: { $0.name == column.utf8Start }) {
            next = index + 1
            return known[index].position
        }
        for position in 0..<count() {
            guard let name = name(position), String(cString: name) == column.description else { continue }
            known.append((column.utf8Start, position))
            return position
        }
        preconditionFailure("The query has no column \(column).")
    }
}
