/// How long things took: how many at most each of some bounds, and all of them together.
public struct Histogram: Sendable {
    let bounds: [Double]
    private(set) var counts: [Int]
    private(set) var sum = 0.0
    /// How many there were.
    public private(set) var total = 0

    /// Of nothing yet; the bounds are seconds, the least first.
    public init(bounds: [Double]) {
        self.bounds = bounds
        counts = [Int](repeating: 0, count: bounds.count)
    }

    /// Something took that long.
    public mutating func add(seconds: Double) {
        total += 1
        sum += seconds
        for (index, bound) in bounds.enumerated() where seconds <= bound { counts[index] += 1 }
    }
}
