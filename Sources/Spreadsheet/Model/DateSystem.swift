/// How a workbook counts its days (ECMA-376 part 1, 18.17.4.1).
public enum DateSystem: Sendable, Hashable {
    /// Day 1 is 1 January 1900, and day 60 is 29 February 1900, which did not exist. The default.
    case since1900
    /// Day 0 is 1 January 1904.
    case since1904
}
