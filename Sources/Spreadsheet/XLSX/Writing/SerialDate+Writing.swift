extension SerialDate {
    /// The serial number of the same day in a date system; nil if it is outside of that.
    func serial(in other: DateSystem) -> Double? {
        // 1 January 1904 is day 1,462 of the 1900 system (18.17.4.1).
        let offset: Double =
            switch (system, other) {
            case (.since1900, .since1904): -1462
            case (.since1904, .since1900): 1462
            default: 0
            }
        let serial = serial + offset
        return serial.isFinite && serial >= 0 && serial < 2_958_466 ? serial : nil
    }
}
