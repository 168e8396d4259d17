import Dotations
import Sales
import Testing

@Suite struct BracketTests {}
