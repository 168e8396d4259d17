internal import Foundation

enum ClockSkew {
    /// Seconds by which the clocks of two machines may differ, and by which one that is set may go back.
    static let tolerated: TimeInterval = 60
}
