extension BidirectionalCollection {
    /// What is left without the elements at both ends of a kind.
    package func trimmed(_ isOutside: (Element) -> Bool) -> SubSequence {
        let start = drop(while: isOutside)
        guard let last = start.lastIndex(where: { !isOutside($0) }) else { return start[start.endIndex...] }
        return start[...last]
    }
}

extension String {
    package func trimmed(_ isOutside: (Unicode.Scalar) -> Bool) -> String { String(unicodeScalars.trimmed(isOutside)) }
}
