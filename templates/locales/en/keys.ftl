keys-count = { $n ->
    [one] { $n } key
   *[other] { $n } keys
}
