keys-count = { $n ->
    [one] { $n } clé
   *[other] { $n } clés
}
