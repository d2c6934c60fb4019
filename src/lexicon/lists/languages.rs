//! Function words that tell English from other languages.
//!
//! Each list is one string, its words separated by spaces.

/// English words that are not, or hardly ever, words of the languages of [`OTHERS`].
pub const ENGLISH: &str = "\
    the and of to that for with said says from by are has have had not they this which were \
    will their she her his its it been about than after would at on is was he but as be who we \
    you if there when what or more out up one could should into over does did them us our my \
    your";
/// The other languages in Latin script, by their names in English, each with function words that
/// are not English words.
pub const OTHERS: [(&str, &str); 20] = [
    (
        "French",
        "\
        le la les des du une est et dans que qui pour pas sur avec son sont au aux ce cette \
        il elle ils nous vous mais par été ont plus sa ses leur d l un en qu n s c à",
    ),
    (
        "German",
        "\
        der die das und ist nicht ein eine einen den dem des mit von zu auf für im sich auch \
        es sie er wir ich dass nach bei aus wie noch oder wird werden hat haben sind wurde \
        zum zur über",
    ),
    (
        "Spanish",
        "\
        el la los las de del que y en un una es por con no para su se al lo como más pero \
        sus le ha este esta fue son también entre sobre",
    ),
    (
        "Portuguese",
        "\
        o os as da do das dos que e em um uma é por com não para se na no nas nos ao mais \
        mas como foi ele ela são está pelo pela também",
    ),
    (
        "Italian",
        "\
        il lo la gli le di del della dei delle che e è un una per con non si da nel nella \
        sono ha al alla anche come più ma questo questa dal",
    ),
    (
        "Dutch",
        "\
        de het een van en is dat die niet met zijn voor op te aan er maar ook als bij naar \
        wordt door hebben heeft werd uit nog om ze hij",
    ),
    (
        "Swedish",
        "\
        och att det som en är på för av med den till inte har de ett om han var jag från men \
        sig vi ska kan också efter",
    ),
    (
        "Danish",
        "\
        og at det er en af på til den med for ikke som har de et der han var jeg fra men sig \
        vi skal kan også efter blev",
    ),
    (
        "Norwegian",
        "\
        og å det er en av på til den med for ikke som har de et han var jeg fra men seg vi \
        skal kan også etter ble",
    ),
    (
        "Polish",
        "\
        i w na z się że do nie jest to jak ale po od za przez o co tak jego dla który która \
        są był oraz tym przed",
    ),
    (
        "Czech",
        "\
        a v na se že je to s z do i ale jako za po by k o jsou byl podle který která pro při \
        jeho také už",
    ),
    (
        "Romanian",
        "\
        de și în la a cu pe că nu o din care este pentru un mai au fost se sunt după sau ce \
        lui dar prin",
    ),
    (
        "Turkish",
        "\
        ve bir bu için ile da de olarak çok olan daha gibi ne o en kadar sonra ise ama değil \
        var",
    ),
    (
        "Indonesian",
        "\
        yang dan di dari untuk dengan pada ini itu tidak dalam akan ke oleh juga telah \
        adalah mereka ada bahwa",
    ),
    (
        "Finnish",
        "\
        ja on ei että se oli hän mutta myös kun ovat joka mukaan tai kuin sen ovat olla \
        vuonna jo",
    ),
    ("Hungarian", "a az és hogy nem is egy ez volt csak mint de meg már el vagy még szerint azt"),
    ("Vietnamese", "và của là có cho không được trong các một những với người đã này để khi đến"),
    (
        "Catalan",
        "\
        el la els les de del que i en un una és per amb no al dels més però com ha són \
        aquest aquesta",
    ),
    ("Croatian", "i u je na se da za su od s o ne što kao bi ali koji koja će iz nakon te"),
    ("Latin", "et in est non ad ut cum quod qui sed ex ab sunt esse atque enim ac quam"),
];
