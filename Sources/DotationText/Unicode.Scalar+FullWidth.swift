extension Unicode.Scalar {
    /// The ASCII character that a full-width form shows, or itself.
    package var withoutFullWidth: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(value - 0xFF01 + 0x21))
        case 0x3000: " "
        default: self
        }
    }
}
