extension Unicode.Scalar {
    package var asciiDigit: Int? {
        value >= 0x30 && value <= 0x39 ? Int(value - 0x30) : nil
    }

    /// Whether it is white space of any kind, U+00A0, U+202F and U+2009 included.
    package var isSpace: Bool {
        value < 0x80 ? value == 0x20 || (value >= 0x09 && value <= 0x0D) : properties.isWhitespace
    }

    /// Whether it shows nothing and joins, parts or directs its neighbours: zero-width characters and bidirectional controls.
    package var isInvisible: Bool {
        switch value {
        case 0xAD, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// Whether it has no width and no direction: what copying from a page or a letter leaves around a text.
    package var isZeroWidth: Bool {
        switch value {
        case 0xAD, 0x200B...0x200D, 0x2060...0x2064, 0xFEFF: true
        default: false
        }
    }

    /// Whether it is a hyphen, a dash or the sign of minus, which people and programs put for one another.
    package var isDash: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }

    /// Whether it is an apostrophe, or what people and programs put for one: a quotation mark, a prime or an accent by itself.
    package var isApostrophe: Bool {
        switch value {
        case 0x27, 0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07: true
        default: false
        }
    }
}
