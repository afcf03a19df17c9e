-- Places that Foursquare's users have checked in to: 24,941 users. Name that number with every
-- result, because smaller versions of this dataset go by the same name.
local hc = require "hetcomp"
return hc.dataset {
  name     = "foursquare",
  title    = "Foursquare (24,941 users)",
  licence  = "none stated in the repository it is fetched from",
  citation = "Ma, Zhang, Wang and Liu: Point-of-Interest Recommendation: Exploiting Self-Attentive Autoencoders with Neighbor-Aware Influence. CIKM 2018.",
  files    = {
    { name = "users.dat", bytes = 3937712,
      url = "https://raw.githubusercontent.com/hieunm44/hyperkdma/2b4c38b881549d3b09e551a2ba77c695e22cf55d/datasets/Foursquare/users.dat",
      sha256 = "808c42ee414bdef5990e4f61143e2e02f1d266c59b303f37b4050a99d2536c78" },
  },
  reader   = { "users.dat" },
  filter   = { min_user = 5 },
  split    = "www23",
}
