import ArgumentParser
struct SheetConvertCommand: ParsableCommand {}
