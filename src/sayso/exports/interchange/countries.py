"""Codes of countries in other programs: ISO 3166-1 alpha-2 (FollowTheMoney) and FIPS 10-4 (GDELT's places). Facts of
public standards."""

from __future__ import annotations

from collections.abc import Mapping

_CODES = """
    AFG:af:AF AGO:ao:AO ALB:al:AL AND:ad:AN ARE:ae:AE ARG:ar:AR ARM:am:AM ATG:ag:AC AUS:au:AS AUT:at:AU AZE:az:AJ
    BDI:bi:BY BEL:be:BE BEN:bj:BN BFA:bf:UV BGD:bd:BG BGR:bg:BU BHR:bh:BA BHS:bs:BF BIH:ba:BK BLR:by:BO BLZ:bz:BH
    BOL:bo:BL BRA:br:BR BRB:bb:BB BRN:bn:BX BTN:bt:BT BWA:bw:BC CAF:cf:CT CAN:ca:CA CHE:ch:SZ CHL:cl:CI CHN:cn:CH
    CIV:ci:IV CMR:cm:CM COD:cd:CG COG:cg:CF COL:co:CO COM:km:CN CPV:cv:CV CRI:cr:CS CUB:cu:CU CYP:cy:CY CZE:cz:EZ
    DEU:de:GM DJI:dj:DJ DMA:dm:DO DNK:dk:DA DOM:do:DR DZA:dz:AG ECU:ec:EC EGY:eg:EG ERI:er:ER ESP:es:SP EST:ee:EN
    ETH:et:ET FIN:fi:FI FJI:fj:FJ FRA:fr:FR FSM:fm:FM GAB:ga:GB GBR:gb:UK GEO:ge:GG GHA:gh:GH GIN:gn:GV GMB:gm:GA
    GNB:gw:PU GNQ:gq:EK GRC:gr:GR GRD:gd:GJ GTM:gt:GT GUY:gy:GY HND:hn:HO HRV:hr:HR HTI:ht:HA HUN:hu:HU IDN:id:ID
    IND:in:IN IRL:ie:EI IRN:ir:IR IRQ:iq:IZ ISL:is:IC ISR:il:IS ITA:it:IT JAM:jm:JM JOR:jo:JO JPN:jp:JA KAZ:kz:KZ
    KEN:ke:KE KGZ:kg:KG KHM:kh:CB KIR:ki:KR KNA:kn:SC KOR:kr:KS KWT:kw:KU LAO:la:LA LBN:lb:LE LBR:lr:LI LBY:ly:LY
    LCA:lc:ST LIE:li:LS LKA:lk:CE LSO:ls:LT LTU:lt:LH LUX:lu:LU LVA:lv:LG MAR:ma:MO MCO:mc:MN MDA:md:MD MDG:mg:MA
    MDV:mv:MV MEX:mx:MX MHL:mh:RM MKD:mk:MK MLI:ml:ML MLT:mt:MT MMR:mm:BM MNE:me:MJ MNG:mn:MG MOZ:mz:MZ MRT:mr:MR
    MUS:mu:MP MWI:mw:MI MYS:my:MY NAM:na:WA NER:ne:NG NGA:ng:NI NIC:ni:NU NLD:nl:NL NOR:no:NO NPL:np:NP NZL:nz:NZ
    OMN:om:MU PAK:pk:PK PAN:pa:PM PER:pe:PE PHL:ph:RP PLW:pw:PS PNG:pg:PP POL:pl:PL PRK:kp:KN PRT:pt:PO PRY:py:PA
    PSE:ps: QAT:qa:QA ROU:ro:RO RUS:ru:RS RWA:rw:RW SAU:sa:SA SDN:sd:SU SEN:sn:SG SGP:sg:SN SLB:sb:BP SLE:sl:SL
    SLV:sv:ES SMR:sm:SM SOM:so:SO SRB:rs:RI SSD:ss:OD STP:st:TP SUR:sr:NS SVK:sk:LO SVN:si:SI SWE:se:SW SWZ:sz:WZ
    SYC:sc:SE SYR:sy:SY TCD:td:CD TGO:tg:TO THA:th:TH TJK:tj:TI TKM:tm:TX TLS:tl:TT TON:to:TN TTO:tt:TD TUN:tn:TS
    TUR:tr:TU TUV:tv:TV TWN:tw:TW TZA:tz:TZ UGA:ug:UG UKR:ua:UP URY:uy:UY USA:us:US UZB:uz:UZ VAT:va:VT VCT:vc:VC
    VEN:ve:VE VNM:vn:VM VUT:vu:NH WSM:ws:WS XKX:xk:KV YEM:ye:YM ZAF:za:SF ZMB:zm:ZA ZWE:zw:ZI
"""
_ROWS = [row.split(":") for row in _CODES.split()]
ALPHA_2: Mapping[str, str] = {iso: two for iso, two, _ in _ROWS}
"""ISO 3166-1 alpha-3 → alpha-2, in small letters."""
FIPS: Mapping[str, str] = {iso: fips for iso, _, fips in _ROWS if fips}
"""ISO 3166-1 alpha-3 → FIPS 10-4. Palestine has none: FIPS knows Gaza Strip (GZ) and West Bank (WE) apart."""
