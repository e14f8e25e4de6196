/** The shop's orders could not be written: no room, a failing disk, or somebody else who writes for long. Nothing was taken. */
export class OrdersUnavailable extends Error {
  override readonly name = 'OrdersUnavailable'
}
