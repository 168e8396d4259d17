extension Array {
    /// The element of a number, which is 1 for the first; nil where there is none. Events and people have their numbers in the order in which they
    /// came; none is ever taken away, so that each keeps its number.
    package subscript(numbered number: Int) -> Element? { number > 0 && number <= count ? self[number - 1] : nil }
}
