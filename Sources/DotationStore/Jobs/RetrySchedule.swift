/// When a delivery that failed for a reason that may pass is tried again.
///
/// Ten tries over two days, as RFC 5321, 4.5.4.1, advises: the first soon, as most reasons pass at once, then ever later.
public enum RetrySchedule {
    /// The seconds from each try in vain to the next; after the last of them there is none.
    public static let delays = [30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400]

    /// How long to wait for the next try.
    ///
    /// - Parameters:
    ///   - failures: how many tries were in vain, from 1.
    ///   - random: spreads the tries by a tenth to either side, so that what failed together is not tried together.
    /// - Returns: the milliseconds; nil where it was the last try.
    public static func delay(after failures: Int, using random: inout some RandomNumberGenerator) -> Int? {
        guard delays.indices.contains(failures - 1) else { return nil }
        return delays[failures - 1] * Int.random(in: 900...1100, using: &random)
    }
}
