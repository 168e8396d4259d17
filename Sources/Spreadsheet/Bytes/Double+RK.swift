extension Double {
    /// A number in 30 bits, which may be in hundredths ([MS-XLS] 2.5.217, [MS-XLSB] 2.5.123).
    @inline(__always)
    init(rk bits: UInt32) {
        let number = bits & 2 == 0 ? Double(bitPattern: UInt64(bits & ~3) << 32) : Double(Int32(bitPattern: bits) >> 2)
        self = bits & 1 == 0 ? number : number / 100
    }
}
